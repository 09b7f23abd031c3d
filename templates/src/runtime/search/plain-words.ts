import { stemWord } from "./stem-word.ts";

const words =
  "get list retrieve search find query read fetch show return create add new insert make update edit modify change set replace " +
  "patch upsert delete remove post put v1 v2 v3 v4 api id rest all by deprecated legacy";

/** Stems that stand in names of tools whatever they are about: they do not tell one from another. */
export const plainStems: ReadonlySet<string> = new Set(words.split(" ").map(stemWord));
