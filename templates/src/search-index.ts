import type { SearchIndexData } from "./runtime/search/search-index.ts";

/** What `search_tools` searches: made from the tools, read as a whole at the start. */
export const searchIndex: SearchIndexData = {
  tools: ["create_pet|c|0|1|", "get_pet|r|1|1|2", "list_pets|r|0|1|"],
  finders: [],
  terms: [
    "add|1:0|6:0",
    "animal|7:0.1.1",
    "cat|7:0.1.1",
    "creat|0:0",
    "dog|7:0.1.1",
    "get|0:1",
    "id|5:1|7:0.1.1",
    "limit|5:2|7:2",
    "list|0:2|1:2",
    "many|7:2",
    "nam|5:0|7:0.1.1",
    "newest|6:2",
    "parrot|7:0.1.1",
    "pet|0:0.1.1|1:0.1.1|2:0.1.1|3:0.1.1|4:0.1.1|5:1|6:0.1.1|7:0.1.1",
    "read|1:1",
    "return|6:1.1|7:2",
  ],
};
