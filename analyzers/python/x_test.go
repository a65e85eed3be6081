package python
import ("testing";"os";"fmt")
func TestX(t *testing.T){ b,_:=os.ReadFile(os.Getenv("X")); f,err:=Lower("x.py",b); if err!=nil{t.Fatal(err)}; fmt.Print(dump(f)) }
