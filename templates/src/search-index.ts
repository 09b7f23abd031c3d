import type { SearchIndexData } from "./runtime/search/search-index.ts";

/** What `search_tools` searches: made from the tools, read as a whole at the start. */
export const searchIndex: SearchIndexData = {
  tools: [
    "create_pet|c|0||creat pet|add pet|pet|pet|pet|nam|add pet|nam pet animal cat dog parrot id",
    "get_pet|r|1|list_pets|get pet|read pet|pet|pet|pet|pet id|return pet|pet id nam animal cat dog parrot",
    "list_pets|l|0||list pet|list pet|pet|pet|pet|limit|return pet newest|limit many pet return animal cat dog parrot id nam",
  ],
  finders: [],
};
