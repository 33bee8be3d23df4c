"""Asks Maru as OpenAI's and Anthropic's own clients for Python do: model_clients.py BASE KEY MODEL. Prints what it saw, a line each."""

import json
import sys

import anthropic
import openai

base, key, model = sys.argv[1:4]
client = openai.OpenAI(base_url=base + "/v1", api_key=key, max_retries=0)
claude = anthropic.Anthropic(base_url=base, api_key=key, max_retries=0)
question = [{"role": "user", "content": "Say something"}]
weather = {"type": "object", "properties": {"city": {"type": "string"}}}


def say(name, value):
    print(name + "=" + str(value))


say("chat", client.chat.completions.create(model=model, messages=question).choices[0].message.content)
with client.chat.completions.create(model=model, messages=question, stream=True, stream_options={"include_usage": True}) as stream:
    pieces = list(stream)
say("chat-stream", "".join(c.choices[0].delta.content or "" for c in pieces if c.choices))
say("chat-usage", pieces[-1].usage.completion_tokens > 0)
tools = [{"type": "function", "function": {"name": "weather", "parameters": weather}}]
call = client.chat.completions.create(model=model, messages=question, tools=tools).choices[0].message.tool_calls[0]
say("chat-tool", call.function.name + json.loads(call.function.arguments)["city"])
schema = {"type": "json_schema", "json_schema": {"name": "answer", "schema": weather}}
say("chat-json", json.loads(client.chat.completions.create(model=model, messages=question, response_format=schema).choices[0].message.content)["city"])
say("responses", client.responses.create(model=model, input="Say something").output_text)
say("responses-stream", "".join(e.delta for e in client.responses.create(model=model, input="Say something", stream=True) if e.type == "response.output_text.delta"))
try:
    say("embeddings", len(client.embeddings.create(model=model, input=["one", "two"]).data))
except openai.APIStatusError as error:
    say("embeddings", type(error).__name__)
say("models", any(m.id == model for m in client.models.list()))
stream = client.chat.completions.create(model=model, messages=question, stream=True)
next(iter(stream))
stream.close()
say("abort", "left")
for name, attempt in {
    "unknown-model": lambda: client.chat.completions.create(model="nobody/none", messages=question),
    "wrong-key": lambda: openai.OpenAI(base_url=base + "/v1", api_key="maru_no", max_retries=0).models.list(),
    "refused": lambda: client.chat.completions.create(model=model, messages=question),
}.items():
    try:
        attempt()
        say(name, "nothing was raised")
    except openai.APIStatusError as error:
        say(name, type(error).__name__)
say("retried", client.with_options(max_retries=2).chat.completions.create(model=model, messages=question).choices[0].message.content)
message = claude.messages.create(model=model, max_tokens=99, messages=question)
say("messages", message.content[0].text)
with claude.messages.stream(model=model, max_tokens=99, messages=question) as stream:
    say("messages-stream", "".join(stream.text_stream))
    say("messages-usage", stream.get_final_message().usage.output_tokens > 0)
use = claude.messages.create(model=model, max_tokens=99, messages=question, tools=[{"name": "weather", "input_schema": weather}]).content[0]
say("messages-tool", use.name + use.input["city"])
try:
    claude.messages.create(model="nobody/none", max_tokens=99, messages=question)
except anthropic.APIStatusError as error:
    say("messages-unknown", type(error).__name__)
