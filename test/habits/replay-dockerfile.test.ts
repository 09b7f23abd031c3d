import { existsSync, mkdirSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parseDockerfile } from "./dockerfile.ts";
import { replayDockerfile } from "./replay-dockerfile.ts";
import { seedTree } from "./seeded-tree.ts";

const dockerfile = `# syntax=docker/dockerfile:1
FROM node:24-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN --mount=type=cache,target=/root/.npm cat package.json \\
    > installed.txt
COPY tsconfig.json ./
COPY src src
RUN cat src/*.ts > built.js

FROM node:24-slim
ENV NODE_ENV=production HOST=0.0.0.0
WORKDIR /app
COPY --from=build --chown=node:node /app/built.js /app/installed.txt ./
USER node
EXPOSE 3000
HEALTHCHECK --interval=30s --timeout=3s CMD ["node", "health.js"]
CMD ["node", "built.js"]
`;

const project = {
  Dockerfile: dockerfile,
  ".dockerignore": "node_modules\n**/*.log\n.env*\n!.env.example\n",
  "package.json": "{}",
  "package-lock.json": "{}",
  "tsconfig.json": "{}",
  "src/main.ts": "main;",
  "src/debug.log": "secret",
  "src/.env": "secret",
};

describe("parseDockerfile", () => {
  test("reads instructions, joins continued lines, leaves out comments and flags", () => {
    expect(parseDockerfile(dockerfile)).toEqual([
      { kind: "FROM", image: "node:24-slim", name: "build" },
      { kind: "WORKDIR", path: "/app" },
      { kind: "COPY", sources: ["package.json", "package-lock.json"], target: "./" },
      { kind: "RUN", command: "cat package.json      > installed.txt" },
      { kind: "COPY", sources: ["tsconfig.json"], target: "./" },
      { kind: "COPY", sources: ["src"], target: "src" },
      { kind: "RUN", command: "cat src/*.ts > built.js" },
      { kind: "FROM", image: "node:24-slim" },
      { kind: "ENV", variables: { NODE_ENV: "production", HOST: "0.0.0.0" } },
      { kind: "WORKDIR", path: "/app" },
      { kind: "COPY", sources: ["/app/built.js", "/app/installed.txt"], target: "./", from: "build" },
      { kind: "USER", user: "node" },
      { kind: "EXPOSE", ports: ["3000"] },
      { kind: "HEALTHCHECK", command: ["node", "health.js"] },
      { kind: "CMD", command: ["node", "built.js"] },
    ]);
  });

  test("refuses an instruction that it cannot replay", () => {
    expect(() => parseDockerfile("ADD https://example.com/x /x")).toThrow(
      "Dockerfile instruction that the replay does not know: ADD https://example.com/x /x",
    );
  });
});

describe("replayDockerfile", () => {
  test("gives the last stage with its files, environment and commands", () => {
    using tree = seedTree([], project);
    const target = join(tree.path, "image");
    mkdirSync(target);
    const image = replayDockerfile({ context: tree.path, target, host: { PATH: process.env["PATH"] ?? "" } });
    expect({ ...image, files: readdirSync(image.workingFolder) }).toEqual({
      rootFolder: join(target, "stage-1"),
      workingFolder: join(target, "stage-1/app"),
      environment: { NODE_ENV: "production", HOST: "0.0.0.0" },
      user: "node",
      command: ["node", "built.js"],
      healthCheck: ["node", "health.js"],
      files: ["built.js", "installed.txt"],
    });
    expect(readFileSync(join(image.workingFolder, "built.js"), "utf8")).toBe("main;");
    expect(existsSync(join(target, "stage-0/app/src/debug.log"))).toBe(false);
    expect(existsSync(join(target, "stage-0/app/src/main.ts"))).toBe(true);
  });

  test("fails when a file that is copied is not in the build context", () => {
    using tree = seedTree([], { ...project, ".dockerignore": "package-lock.json\n" });
    const target = join(tree.path, "image");
    expect(() => replayDockerfile({ context: tree.path, target, host: {} })).toThrow(
      "COPY package-lock.json: not in the build context",
    );
  });
});
