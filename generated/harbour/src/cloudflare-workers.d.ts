/** What is used of the module that every Worker can import, so that the project needs no types of the platform. */
declare module "cloudflare:workers" {
  /** Variables, secrets and other bindings. */
  export const env: { readonly [name: string]: unknown };
  /** Lets work go on that the current request's answer does not wait for. */
  export function waitUntil(work: Promise<unknown>): void;
}
