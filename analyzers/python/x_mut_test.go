package python
import ("testing";"os";"math/rand";"path/filepath";"strings";"time";"fmt";"io/fs")
func TestMut(t *testing.T){ var files []string
 filepath.WalkDir("/root/.pyenv/versions/3.11.7/lib/python3.11",func(p string,d fs.DirEntry,err error)error{ if err==nil&&!d.IsDir()&&strings.HasSuffix(p,".py"){ if i,_:=d.Info();i.Size()<40000{files=append(files,p)}};return nil})
 r:=rand.New(rand.NewSource(7)); end:=time.Now().Add(200*time.Second); n:=0
 for time.Now().Before(end){ p:=files[r.Intn(len(files))]; b,_:=os.ReadFile(p); lines:=strings.Split(string(b),"\n")
  for k:=r.Intn(12);k>=0&&len(lines)>2;k--{ i,j:=r.Intn(len(lines)),r.Intn(len(lines)); switch r.Intn(6){ case 0: lines[i]=lines[j]; case 1: lines[i],lines[j]=lines[j],lines[i]; case 2: if len(lines[i])>0{c:=r.Intn(len(lines[i])); lines[i]=lines[i][:c]+lines[i][c+1:]}; case 3: lines[i]=strings.TrimSpace(lines[i]); case 4: lines=append(lines[:i:i],lines[i+1:]...); case 5: toks:=[]string{"(",")","[","]","{","}",":","lambda:","*","**","yield","await","if","for","in",":=","def","class","@","'","\"\"\"","match x:","case","global x","as","%","+"}; c:=0; if len(lines[i])>0{c=r.Intn(len(lines[i]))}; lines[i]=lines[i][:c]+toks[r.Intn(len(toks))]+lines[i][c:]}}
  src:=strings.Join(lines,"\n")
  func(){ defer func(){ if e:=recover();e!=nil{ os.WriteFile("/tmp/crash.py",[]byte(src),0o644); panic(e)}}()
   t0:=time.Now(); f,err:=Lower("x.py",[]byte(src)); if err!=nil{return}; if d:=time.Since(t0);d>time.Second{fmt.Println("slow",p,d)}; checkFile(t,f,len(src)); n++; if t.Failed(){os.WriteFile("/tmp/crash.py",[]byte(src),0o644); t.FailNow()}}() }
 fmt.Println(n,"mutants") }
