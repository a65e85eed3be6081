# A file somebody is in the middle of writing.
from openai import OpenAI

client = OpenAI(
    api_key=

def first():
    client.chat.completions.create(model="gpt-4o", max_tokens=10

class Half:
    def method(self
        return client.models.list()

print "python 2", x
exec code in scope
except ValueError, e:
x = [1, 2,, 3}
if x = 3 $ 4:
    pass
      y = 1
<<<<<<< HEAD
second = client.responses.create(model="gpt-4o")
=======
second = client.responses.create(model="gpt-4.1")
>>>>>>> branch
print(f"{unclosed")
last = client.models.list()
