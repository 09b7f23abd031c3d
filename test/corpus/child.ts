import type { CorpusDocument } from "./find-documents.ts";
import { runDocument } from "./run-document.ts";
import type { RunOptions } from "./run-document.ts";

/** One document in a process of its own: what it takes, leaks or breaks ends with it. */
process.once("message", (message) => {
  const { document, options } = message as { document: CorpusDocument; options: RunOptions };
  let last = 0;
  const onProgress: RunOptions["onProgress"] = (step, done, total) => {
    if (Date.now() - last < 100 && done > 0) return;
    last = Date.now();
    process.send?.({ progress: { step, done, total } });
  };
  void runDocument(document, { ...options, onProgress }).then((report) => {
    process.send?.({ report }, () => {
      process.disconnect();
    });
  });
});
