/**
 * The search index as the generator writes it: see `loadIndex` for how it is read. Numbers of tools and gaps between them are
 * written in base 36, so that the index of a thousand tools stays well under a megabyte.
 */
export interface SearchIndexData {
  /**
   * A line for each tool, sorted by name, which gives it its number: `name|action|depth|words|links`. The action is the first
   * letter of its name, in upper case where the tool is deprecated; `depth` is how many parameters its path has; `words` is how many words tell it apart; `links` are the
   * tools that yield what it needs.
   */
  readonly tools: readonly string[];
  /**
   * Tools that find what requests name without an id, and how central they are, from 1 to 9: `number*kind*share`. Kinds: `p`
   * for the people an API is about, `a` for a search over everything, `s` for what tells who the caller is.
   */
  readonly finders: readonly string[];
  /** A line for each stem, sorted: `stem|field:gap.gap|field:gap`, by the field's place in `indexFields`. */
  readonly terms: readonly string[];
}
