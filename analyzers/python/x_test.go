package python
import ("testing";"os";"fmt";"strings";"time")
func TestX(t *testing.T){ b,_:=os.ReadFile(os.Getenv("X")); f,err:=Lower("x.py",b); if err!=nil{t.Fatal(err)}; fmt.Print(dump(f)) }
func TestBig(t *testing.T){
 for _,c:=range []struct{n,s string}{
 {"parens","x = "+strings.Repeat("(",100000)+"f()"+strings.Repeat(")",100000)},
 {"chain","x = a"+strings.Repeat(".b()",50000)},
 {"or","x = a"+strings.Repeat(" or f()",50000)},
 {"plus","x = [a]"+strings.Repeat(" + [f()]",50000)},
 {"cat","x = 'a'"+strings.Repeat(" + f()",50000)},
 {"lists","x = "+strings.Repeat("[",100000)+"f()"+strings.Repeat("]",100000)},
 {"nestcalls","x = "+strings.Repeat("f(",50000)+strings.Repeat(")",50000)},
 {"not","x = "+strings.Repeat("not ",50000)+"f()"},
 {"await","x = "+strings.Repeat("await ",50000)+"f()"},
 {"lambda","x = "+strings.Repeat("lambda: ",50000)+"f()"},
 {"tern","x = "+strings.Repeat("a if f() else ",50000)+"f()"},
 {"pow","x = "+strings.Repeat("a ** ",50000)+"f()"},
 {"minus","x = "+strings.Repeat("- ",50000)+"f()"},
 {"assign",strings.Repeat("x = ",50000)+"f()"},
 {"walrus",strings.Repeat("(x := ",50000)+"f()"+strings.Repeat(")",50000)},
 {"elif","if a: c=f()\n"+strings.Repeat("elif b: c=f()\n",30000)},
 {"ifs",strings.Repeat("if b: c=f()\n",30000)+"def g(): c"},
 {"caps",strings.Repeat("c=f()\ndef g(): c\n",30000)},
 {"loops","while b:\n"+strings.Repeat(" c=f()\n if a: break\n if b: continue\n",20000)},
 {"manyvars",func()string{var b strings.Builder; for j:=0;j<2;j++{for i:=0;i<10000;i++{fmt.Fprintf(&b,"v%d=1\n",i)}}; b.WriteString("while a:\n");for i:=0;i<10000;i++{fmt.Fprintf(&b," v%d=1\n",i)}; for i:=0;i<20000;i++{b.WriteString(" if a:break\n if b:continue\n")}; return b.String()}()},
 {"nested",func()string{var b strings.Builder; for i:=0;i<400;i++{b.WriteString(strings.Repeat(" ",i)+"if a:\n")}; b.WriteString(strings.Repeat(" ",400)+"f()\n"); return b.String()}()},
 {"trys",func()string{var b strings.Builder; for i:=0;i<90;i++{b.WriteString(strings.Repeat(" ",i)+"try:\n")}; for i:=0;i<5000;i++{fmt.Fprintf(&b,strings.Repeat(" ",90)+"v%d=f()\n",i%500)};  for i:=89;i>=0;i--{b.WriteString(strings.Repeat(" ",i)+"except E: pass\n"+strings.Repeat(" ",i)+"finally: pass\n")};return b.String()}()},
 {"line","x = ["+strings.Repeat("f(1), ",100000)+"]"},
 {"strs","x = ("+strings.Repeat("'é' ",100000)+")"},
 {"fstr","x = f'"+strings.Repeat("{f()}",50000)+"'"},
 {"garbage",strings.Repeat("def (((: = ]] class 'x\n",20000)},
 {"annot","def f(a: '"+strings.Repeat("List[",5000)+"A"+strings.Repeat("]",5000)+"'): pass"},
 {"unionann","x: "+strings.Repeat("A | ",20000)+"B"},
 {"cmp","x = a"+strings.Repeat(" < f()",50000)},
 {"sub","x = a"+strings.Repeat("[f()]",50000)},
 {"cfor","x = [a"+strings.Repeat(" for x in f()",20000)+"]"},
 {"deftry",strings.Repeat("try:\n c=f()\nexcept E:\n c=g()\n",20000)},
 {"withs",strings.Repeat("with f() as c:\n pass\n",30000)},
 {"decor",strings.Repeat("@f()\n",50000)+"def g(): pass"},
 {"globals",strings.Repeat("def f():\n global x\n x=f()\n",20000)},
 }{ t0:=time.Now(); f,err:=Lower("x.py",[]byte(c.s)); if err!=nil{fmt.Println(c.n,err,time.Since(t0));continue}
  nb:=0; for i:=range f.Scopes{nb+=len(f.Scopes[i].Binds)}
  fmt.Println(c.n,len(c.s),time.Since(t0),"exprs",len(f.Exprs),"calls",len(f.Calls),"binds",nb,"broken",len(f.Broken)) }
}
