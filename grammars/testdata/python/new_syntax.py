# Syntax newer than the grammar, around calls that a reader must still find.
site_01(model="a")
try:
    site_02(model="a")
except* ValueError, TypeError:
    site_03(model="a")
except* OSError as group:
    site_04(model="a")
except KeyError, IndexError:
    site_05(model="a")
site_06(model="a")
name = site_07(text=t"hello {user!r}", model="a")
template = t"{site_08()}"
site_09(model="a")
type Pair[T = int] = tuple[T, T]
def generic[T: (int, str) = int, *Ts, **P](x: T) -> T:
    return site_10(model="a")
class Box[T = str]:
    value = site_11(model="a")
with (site_12() as a, site_13() as b,):
    pass
print(f"{site_14(f"{'nested'}")}")
match site_15():
    case {"k": [1, 2, *_]} | Point(x=0): site_16()
lazy import json
lambda: (yield)
async def f(): return [await site_17() async for _ in site_18()]
site_19(model="a")
