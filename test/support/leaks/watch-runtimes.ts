import type { Plugin } from "vite";

const maker = "export function createRuntime<";

/**
 * Lets the recorder stand around `createRuntime` of every project that tests load, the templates' own and generated ones: what their
 * servers log is noted whatever log a test gives them. Only here, in the source as tests load it; a mock of the module would outlive
 * `vi.resetModules`, and be made of other classes than the modules around it.
 */
export function watchRuntimes(): Plugin {
  return {
    name: "watch-runtimes",
    enforce: "pre",
    transform(code, id) {
      if (!id.endsWith("/src/runtime/create-runtime.ts")) return undefined;
      if (!code.includes(maker))
        this.error(`There is no "${maker}" in it: test/support/leaks must know how runtimes are made.`);
      const watched = "globalThis.leakRecorder?.watch(makeRuntime) ?? makeRuntime";
      return `${code.replace(maker, "function makeRuntime<")}\nexport const createRuntime: typeof makeRuntime = ${watched};\n`;
    },
  };
}
