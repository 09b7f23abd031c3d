import { watchRuntimes } from "./test/support/leaks/watch-runtimes.ts";
import { defineConfig, type ViteUserConfig } from "vitest/config";

/** Two workers: what CI machines have. The long tests set their own time limit. */
const config: ViteUserConfig = defineConfig({
  plugins: [watchRuntimes()],
  test: {
    include: ["test/**/*.test.ts"],
    exclude: ["test/samples/**", "**/node_modules/**"],
    globalSetup: ["test/support/leaks/judge-leaks.ts"],
    setupFiles: ["test/support/fixed-seed.ts", "test/support/leaks/record-leaks.ts"],
    maxWorkers: 2,
    testTimeout: 20_000,
    hookTimeout: 60_000,
    restoreMocks: true,
    unstubEnvs: true,
    unstubGlobals: true,
  },
});

export default config;
