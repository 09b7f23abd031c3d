import { defineConfig, type ViteUserConfig } from "vitest/config";

/** Two workers: what CI machines have. The long tests set their own time limit. */
const config: ViteUserConfig = defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    exclude: ["test/samples/**", "**/node_modules/**"],
    setupFiles: ["test/support/fixed-seed.ts"],
    maxWorkers: 2,
    testTimeout: 20_000,
    hookTimeout: 60_000,
    restoreMocks: true,
    unstubEnvs: true,
    unstubGlobals: true,
  },
});

export default config;
