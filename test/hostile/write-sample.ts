/** Writes the committed sample, from the repository's root: `node test/hostile/write-sample.ts`. The same bytes each time. */
import { writeFileSync } from "node:fs";
import { json } from "../../generator/4-emit/quote/data.ts";
import { combinedHostileDocument } from "./document.ts";
import { payloads } from "./payloads.ts";

writeFileSync(
  new URL("./sample/openapi.json", import.meta.url),
  `${json(combinedHostileDocument(Object.values(payloads)))}\n`,
);
