import { type Check, clients, documents, fail, nameSome, pass, skip, type Verdict, warn } from "../check.ts";
import type { Evidence, JsonObject } from "../evidence.ts";
import { describeExchange, isJsonObject, resultOf, rpcErrorOf, stringOf } from "../exchange.ts";
import { withSession } from "./protocol-checks.ts";

/** The tools behind the gate. */
export const toolChecks: readonly Check[] = [
  {
    id: "tools.list",
    title: "Tools are listed",
    rule: {
      document: documents.tools,
      section: "Capabilities",
      sentence:
        "Servers that declare the tools capability MUST respond to tools/list requests with the set of tools currently available to the requesting client.",
    },
    why: "Without the list there is nothing to use.",
    mend: "Answer tools/list in both protocol eras, with pages that end.",
    clients: clients.all,
    judge: (evidence) =>
      withSession(evidence, ({ legacyTools, modernTools }) => {
        const asked = [modernTools, legacyTools].filter(({ first }) => first.failure !== "not-sent");
        const broken = asked.find(({ problem }) => problem !== "");
        if (broken !== undefined) return fail(`${broken.problem}: ${describeExchange(broken.first)}`);
        return pass(`${asked[0]?.tools?.length ?? 0} tools`);
      }),
  },
  {
    id: "tools.same",
    title: "Both protocol eras list the same tools",
    rule: {
      document: documents.tools,
      section: "Capabilities",
      sentence:
        "This set MAY be empty and MAY change over time …, but MUST NOT vary per-connection or as a side effect of other requests on the connection.",
    },
    why: "What works in one client would be missing in another.",
    mend: "Make both lists from one table.",
    clients: clients.all,
    judge: (evidence) =>
      withSession(evidence, ({ legacyTools, modernTools }) => {
        if (legacyTools.tools === undefined || modernTools.tools === undefined) return skip("there are not two lists");
        const [legacy, modern] = [legacyTools.tools, modernTools.tools].map((tools) => namesOf(tools).join("\n"));
        return legacy === modern ? pass("they do") : warn("the lists differ in names or order");
      }),
  },
  {
    id: "tools.names",
    title: "Names work everywhere",
    rule: {
      document: documents.tools,
      section: "Tool Names",
      sentence:
        "The following SHOULD be the only allowed characters: uppercase and lowercase ASCII letters (A-Z, a-z), digits (0-9), underscore (_), hyphen (-), and dot (.). Tool names SHOULD be unique within a server.",
    },
    why: "Models' interfaces take letters, digits, _ and -, at most 64; a client drops what does not fit, or refuses the list.",
    mend: "Name tools with letters, digits, _ and - only, at most 64 characters, each name once.",
    clients: clients.all,
    judge: (evidence) =>
      withTools(evidence, (tools) => {
        const names = namesOf(tools);
        const odd = names.filter(
          (name, index) => !/^[A-Za-z0-9_-]{1,64}$/u.test(name) || names.indexOf(name) !== index,
        );
        return odd.length === 0 ? pass(`${names.length} names`) : warn(`too long, odd or twice: ${nameSome(odd)}`);
      }),
  },
  {
    id: "tools.schemas",
    title: "Arguments have schemas that can be used",
    rule: {
      document: documents.tools,
      section: "Tool",
      sentence: "inputSchema: MUST be a valid JSON Schema object (not null).",
    },
    why: "Clients refuse the tool, or the whole list.",
    mend: 'Give each tool an inputSchema with "type": "object", whose $ref stay within it.',
    clients: clients.all,
    judge: (evidence) =>
      withTools(evidence, (tools) => {
        const bad = tools.filter((tool) => !isGoodSchema(tool["inputSchema"]));
        return bad.length === 0 ? pass(`${tools.length} schemas`) : fail(`not usable: ${nameSome(namesOf(bad))}`);
      }),
  },
  {
    id: "tools.hints",
    title: "Tools say whether they change something",
    rule: {
      document: "MCP 2026-07-28, Schema Reference",
      section: "ToolAnnotations",
      sentence:
        "readOnlyHint: If true, the tool does not modify its environment. Default: false. destructiveHint: Default: true.",
    },
    why: "Without hints a client takes every tool for destructive and asks the person each time; directories refuse the server.",
    mend: "Give each tool readOnlyHint, and destructiveHint where it changes something.",
    clients: "clients that ask before they change something, and directories",
    judge: (evidence) =>
      withTools(evidence, (tools) => {
        const bad = tools.filter(({ annotations }) => !hasHints(annotations));
        return bad.length === 0
          ? pass("all do")
          : warn(`without hints, or with hints that contradict: ${nameSome(namesOf(bad))}`);
      }),
  },
  {
    id: "tools.descriptions",
    title: "Tools are described",
    rule: {
      document: documents.tools,
      section: "Tool",
      sentence: "description: Human-readable description of functionality.",
    },
    why: "A model chooses tools by their descriptions.",
    mend: "Describe each tool in a sentence or two.",
    clients: clients.all,
    judge: (evidence) =>
      withTools(evidence, (tools) => {
        const bare = tools.filter((tool) => (stringOf(tool["description"]) ?? "").trim() === "");
        return bare.length === 0 ? pass("all are") : warn(`not described: ${nameSome(namesOf(bare))}`);
      }),
  },
  {
    id: "tools.unknown",
    title: "An unknown tool is refused",
    rule: {
      document: documents.tools,
      section: "Error Handling",
      sentence:
        "Protocol Errors indicate issues with the request structure itself: Unknown tool. They are returned as standard JSON-RPC errors.",
    },
    why: "A model must learn that there is no such tool, and not take the answer for a result.",
    mend: "Answer JSON-RPC error -32602.",
    clients: clients.all,
    judge: (evidence) =>
      withSession(evidence, ({ unknownTool }) => {
        if (rpcErrorOf(unknownTool) === -32_602) return pass("-32602");
        const result = resultOf(unknownTool);
        if (result === undefined) return warn(`${describeExchange(unknownTool)}, not -32602`);
        return result["isError"] === true
          ? warn("a result with isError, not -32602")
          : fail("a result, as if there were such a tool");
      }),
  },
  {
    id: "tools.call",
    title: "A read-only tool answers",
    rule: {
      document: documents.tools,
      section: "Tool Result",
      sentence: "Tool results may contain structured or unstructured content.",
    },
    why: "It shows the whole way: token, scopes, the server's own way to the API, and back.",
    mend: "Look at the server's log for this call. After 401 of the API: does it accept this token, or is exchange needed?",
    clients: clients.all,
    judge: (evidence) => withSession(evidence, (session) => judgeCall(session.call)),
  },
];

function withTools(evidence: Evidence, judge: (tools: readonly JsonObject[]) => Verdict): Verdict {
  return withSession(evidence, ({ modernTools, legacyTools }) => {
    const tools = modernTools.tools ?? legacyTools.tools;
    return tools === undefined
      ? skip("there is no list")
      : judge(tools.map((tool) => (isJsonObject(tool) ? tool : {})));
  });
}

function namesOf(tools: readonly unknown[]): readonly string[] {
  return tools.map((tool) => (isJsonObject(tool) ? (stringOf(tool["name"]) ?? "") : ""));
}

function isGoodSchema(schema: unknown): boolean {
  return (
    isJsonObject(schema) &&
    schema["type"] === "object" &&
    referencesOf(schema).every((pointer) => isWithin(pointer, schema))
  );
}

/** All `$ref` of a schema. The nesting of JSON is bounded by its size. */
function referencesOf(schema: unknown): readonly string[] {
  const found: string[] = [];
  const waiting: unknown[] = [schema];
  while (waiting.length > 0) {
    const value = waiting.pop();
    if (typeof value !== "object" || value === null) continue;
    if (isJsonObject(value) && typeof value["$ref"] === "string") found.push(value["$ref"]);
    for (const part of Object.values(value)) waiting.push(part);
  }
  return found;
}

function isWithin(reference: string, schema: JsonObject): boolean {
  if (!reference.startsWith("#")) return false;
  const tokens = reference.slice(1).split("/").slice(1);
  let value: unknown = schema;
  for (const token of tokens) {
    const name = decodeFragment(token).replaceAll("~1", "/").replaceAll("~0", "~");
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, name)) return false;
    value = Object.entries(value).find(([key]) => key === name)?.[1];
  }
  return true;
}

/** A fragment that is not well encoded stands for itself. */
function decodeFragment(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function hasHints(annotations: unknown): boolean {
  if (!isJsonObject(annotations) || typeof annotations["readOnlyHint"] !== "boolean") return false;
  return annotations["readOnlyHint"]
    ? annotations["destructiveHint"] !== true
    : typeof annotations["destructiveHint"] === "boolean";
}

function judgeCall({
  name,
  exchange,
}: {
  readonly name: string;
  readonly exchange: Parameters<typeof resultOf>[0];
}): Verdict {
  if (exchange.failure === "not-sent") return skip(exchange.problem);
  const result = resultOf(exchange);
  if (exchange.answer?.status === 403) return fail(`${name}: 403, the token lacks a scope that the tool needs`);
  if (result === undefined) return fail(`${name}: ${describeExchange(exchange)}`);
  return result["isError"] === true ? fail(`${name} answered with an error`) : pass(`${name} answered`);
}
