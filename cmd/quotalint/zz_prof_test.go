package main
import ("testing";"bytes";"os";"time")
func TestZZProf(t *testing.T){
 d:=os.Getenv("ZZ"); if d=="" {t.Skip()}
 var o,e bytes.Buffer
 s:=time.Now()
 run([]string{"audit",d},nil,&o,&e)
 t.Log(time.Since(s), o.Len())
}
