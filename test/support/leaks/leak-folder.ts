declare module "vitest" {
  interface ProvidedContext {
    /** Where the tests note the tokens that they use, and what was logged. */
    readonly leakFolder: string;
  }
}

/** How files there are called: by what is in them. */
export const leakFiles: { readonly tokens: ".tokens"; readonly logs: ".logs" } = { tokens: ".tokens", logs: ".logs" };
