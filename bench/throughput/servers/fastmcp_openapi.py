"""FastMCP's OpenAPI provider, as its documentation starts it: a tool for each operation of a document, stateless, answering in JSON.

It verifies no token.  fastmcp_openapi.py PORT SPEC API
"""

import json
import sys

import httpx2
from fastmcp import FastMCP

port, spec, api = sys.argv[1:]
with open(spec, encoding="utf-8") as file:
    document = json.load(file)
server = FastMCP.from_openapi(openapi_spec=document, client=httpx2.AsyncClient(base_url=api), name="bench")
server.run(
    transport="http",
    host="127.0.0.1",
    port=int(port),
    path="/mcp",
    stateless_http=True,
    json_response=True,
    show_banner=False,
    log_level="error",
    uvicorn_config={"access_log": False},
)
