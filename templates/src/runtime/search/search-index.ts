/**
 * The search index as the generator writes it: see `loadIndex` for how it is read. A line for each tool, so that a review of a
 * changed operation sees the lines about it, and no others.
 */
export interface SearchIndexData {
  /**
   * A line for each tool, sorted by name: `name|action|depth|links|` and then its stems, field by field as in `indexFields`,
   * with spaces between them. The action is the first letter of its name, `l` for what lists or searches, in upper case where
   * the tool is deprecated; `depth` is how many parameters its path has; `links` are the names of the tools that yield what it
   * needs.
   */
  readonly tools: readonly string[];
  /**
   * Tools that find what requests name without an id, and how central they are, from 1 to 9: `name*kind*share`. Kinds: `p`
   * for the people an API is about, `c` for what most of it is about, `a` for a search over everything, `s` for what tells who
   * the caller is.
   */
  readonly finders: readonly string[];
}
