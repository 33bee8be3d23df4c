"""What an application does with Langfuse's own client; Maru stands where it expects Langfuse."""

import os

from langfuse import Langfuse
from langfuse.api import NotFoundError

client = Langfuse(
    public_key=os.environ["LANGFUSE_PUBLIC_KEY"],
    secret_key=os.environ["LANGFUSE_SECRET_KEY"],
    base_url=os.environ["LANGFUSE_BASE_URL"],
    tracing_enabled=False,
)
assert client.auth_check()

first = client.create_prompt(
    name="python/greeting", prompt="Hello {{name}}", labels=["production"], tags=["hello"], config={"model": "small"}
)
assert first.version == 1, first.version
second = client.create_prompt(name="python/greeting", prompt="Hi {{name}}", commit_message="shorter")
assert second.version == 2, second.version
assert second.commit_message == "shorter"

live = client.get_prompt("python/greeting", cache_ttl_seconds=0)
assert live.version == 1, live.version
assert live.compile(name="Ada") == "Hello Ada", live.compile(name="Ada")
assert live.config == {"model": "small"}, live.config
assert live.tags == ["hello"], live.tags
assert "production" in live.labels, live.labels
assert client.get_prompt("python/greeting", label="latest", cache_ttl_seconds=0).version == 2
assert client.get_prompt("python/greeting", version=2, cache_ttl_seconds=0).prompt == "Hi {{name}}"

client.update_prompt(name="python/greeting", version=2, new_labels=["production", "staging"])
assert client.get_prompt("python/greeting", cache_ttl_seconds=0).compile(name="Ada") == "Hi Ada"

client.create_prompt(
    name="python/chat",
    type="chat",
    prompt=[
        {"role": "system", "content": "You are {{who}}"},
        {"type": "placeholder", "name": "history"},
        {"type": "chatmessage", "role": "user", "content": "{{question}}"},
    ],
    labels=["production"],
)
chat = client.get_prompt("python/chat", type="chat", cache_ttl_seconds=0)
messages = chat.compile(who="a pirate", question="Why?", history=[{"role": "assistant", "content": "Ahoy"}])
assert [(each["role"], each["content"]) for each in messages] == [
    ("system", "You are a pirate"),
    ("assistant", "Ahoy"),
    ("user", "Why?"),
], messages

client.create_prompt(
    name="python/composed", prompt="@@@langfusePrompt:name=python/greeting|label=production@@@!", labels=["production"]
)
assert client.get_prompt("python/composed", cache_ttl_seconds=0).compile(name="Ada") == "Hi Ada!"

listed = client.api.prompts.list(tag="hello", limit=1)
assert [each.name for each in listed.data] == ["python/greeting"], listed
assert listed.data[0].versions == [1, 2] and listed.meta.total_items == 1, listed

assert client.get_prompt("python/none", fallback="Good day {{name}}", max_retries=0).is_fallback
try:
    client.get_prompt("python/none", max_retries=0)
    raise AssertionError("there is no such prompt")
except NotFoundError:
    pass

client.api.prompts.delete("python%2Fcomposed")
print("all of it works")
