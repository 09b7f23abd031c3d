import type { RuntimeFeatures } from "./runtime/create-runtime.ts";
import { multipartReaders } from "./runtime/upstream/read-multipart.ts";
import { homePage } from "./runtime/page/home-page.ts";
import { readSelection } from "./runtime/results/select-answer.ts";

/** Optional parts of the runtime that this server uses. */
export const features: RuntimeFeatures = {
  answerReaders: multipartReaders,
  page: homePage,
  readSelection: readSelection,
};
