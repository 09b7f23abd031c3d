import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { EmittedFile } from "../../generator/4-emit/emitted-file.ts";
import type { WriteReport } from "../../generator/5-write/write-report.ts";
import { writeProject } from "../../generator/5-write/write-project.ts";
import { GeneratorError, type GeneratorErrorCode } from "../../generator/errors.ts";
import { file, header, versionOne, versionTwo } from "./sample-files.ts";
import { snapshot, temporaryFolder } from "./temporary-folder.ts";

interface Flags {
  readonly force?: boolean;
  readonly dryRun?: boolean;
  readonly onStep?: (step: string) => void;
}

async function write(files: readonly EmittedFile[], target: string, flags: Flags = {}): Promise<WriteReport> {
  const outcome = await writeProject(files, target, { force: false, dryRun: false, manifest: header, ...flags });
  return outcome.report;
}

/** The error's code and message, the folder's name left out. */
async function refusal(run: Promise<unknown>, folder: string): Promise<readonly [GeneratorErrorCode, string]> {
  const error = await run.then(
    () => new Error("no refusal"),
    (cause: unknown) => cause,
  );
  if (!(error instanceof GeneratorError)) throw error;
  return [error.code, error.message.replaceAll(folder, "<folder>")];
}

const nothing: WriteReport = {
  created: [],
  changed: [],
  removed: [],
  unchanged: [],
  kept: [],
  orphaned: [],
  saved: [],
};
const two = [file("a.ts", "a\n"), file("src/b.ts", "b\n")];

describe("writeProject", () => {
  it("makes a new folder, and the folders above it", async () => {
    const folder = temporaryFolder();
    const target = join(folder, "deep", "project");
    expect(await write(two, target)).toEqual({ ...nothing, created: ["a.ts", "slipway.manifest.json", "src/b.ts"] });
    expect(Object.keys(snapshot(folder))).toEqual([
      "deep/project/a.ts",
      "deep/project/slipway.manifest.json",
      "deep/project/src/b.ts",
    ]);
    expect(readFileSync(join(target, "slipway.manifest.json"), "utf8")).toBe(`{
  "generator": "0.0.0",
  "document": {
    "path": "../openapi.yaml",
    "sha256": "${"0".repeat(64)}"
  },
  "options": {
    "services": {
      "exclude": []
    }
  },
  "files": {
    "a.ts": "87428fc522803d31065e7bce3cf03fe475096631e5e07bbd7a0fde60c4cf25c7",
    "src/b.ts": "0263829989b6fd954f72baaf2fc64bc2e2f01d692d4de72986ea808f6e99813f"
  }
}
`);
  });

  it("changes, adds and removes what differs, and touches nothing else", async () => {
    const target = join(temporaryFolder(), "project");
    await write(versionOne, target);
    writeFileSync(join(target, "src/custom.ts"), "mine\n");
    writeFileSync(join(target, ".env"), "SECRET=1\n");
    utimesSync(join(target, "package.json"), 1000, 1000);
    chmodSync(join(target, "README.md"), 0o600);
    const tools = Array.from({ length: 30 }, (_, index) => `src/tools/service-${index}.ts`).toSorted();
    expect(await write(versionTwo, target)).toEqual({
      created: ["src/fresh/deep/only.ts"],
      changed: ["README.md", "slipway.manifest.json", ...tools],
      removed: ["src/gone/only.ts"],
      unchanged: ["package.json"],
      kept: ["src/custom.ts"],
      orphaned: [],
      saved: [],
    });
    const found = snapshot(target);
    for (const { path, content } of versionTwo.filter(({ ownership }) => ownership === "generated"))
      expect(found[path]).toBe(content);
    expect(found["src/custom.ts"]).toBe("mine\n");
    expect(found[".env"]).toBe("SECRET=1\n");
    expect(Object.keys(found).length).toBe(36);
    expect(existsSync(join(target, "src/gone"))).toBe(false);
    expect(statSync(join(target, "package.json")).mtimeMs).toBe(1_000_000);
    expect(statSync(join(target, "README.md")).mode & 0o777).toBe(0o600);
  });

  it("writes nothing at all when all is as it should be", async () => {
    const target = join(temporaryFolder(), "project");
    await write(two, target);
    utimesSync(target, 1000, 1000);
    expect(await write(two, target)).toEqual({ ...nothing, unchanged: ["a.ts", "slipway.manifest.json", "src/b.ts"] });
    expect(statSync(target).mtimeMs).toBe(1_000_000);
  });

  it("takes CRLF line ends for untouched", async () => {
    const target = join(temporaryFolder(), "project");
    await write(two, target);
    writeFileSync(join(target, "a.ts"), "a\r\n");
    expect((await write(two, target)).unchanged).toEqual(["a.ts", "slipway.manifest.json", "src/b.ts"]);
    expect((await write([file("a.ts", "new\n")], target)).changed).toEqual(["a.ts", "slipway.manifest.json"]);
  });

  it("says what it would do, and does not, with dryRun", async () => {
    const folder = temporaryFolder();
    const target = join(folder, "project");
    expect((await write(two, target, { dryRun: true })).created).toEqual(["a.ts", "slipway.manifest.json", "src/b.ts"]);
    expect(snapshot(folder)).toEqual({});
    await write(two, target);
    const before = snapshot(folder);
    expect(await write([file("a.ts", "new\n")], target, { dryRun: true })).toEqual({
      ...nothing,
      changed: ["a.ts", "slipway.manifest.json"],
      removed: ["src/b.ts"],
    });
    expect(snapshot(folder)).toEqual(before);
  });

  it("puts everything back when a step fails, whichever it is", async () => {
    const folder = temporaryFolder();
    const target = join(folder, "project");
    await write(versionOne, target);
    const before = snapshot(folder);
    const steps: string[] = [];
    await write(versionTwo, target, { onStep: (step) => steps.push(step) });
    rmSync(target, { recursive: true });
    await write(versionOne, target);
    expect(snapshot(folder)).toEqual(before);
    for (const fatal of steps) {
      const onStep = (step: string): void => {
        if (step === fatal) throw new Error(`fault at ${step}`);
      };
      await expect(write(versionTwo, target, { onStep })).rejects.toThrow(`fault at ${fatal}`);
      expect(snapshot(folder)).toEqual(before);
    }
  });
});

describe("people's work", () => {
  it("stops at edited files, and changes nothing", async () => {
    const target = join(temporaryFolder(), "project");
    await write(two, target);
    writeFileSync(join(target, "a.ts"), "edited\n");
    const before = snapshot(target);
    expect(await refusal(write([file("a.ts", "new\n"), file("src/b.ts", "new\n")], target), target)).toEqual([
      "target-edited",
      `1 generated file was edited since it was written to "<folder>":
  a.ts
Nothing was written. What you want to keep belongs in src/custom.ts or in the config, which are never overwritten.
Undo the edits, or run again with --force: each edited file is then kept beside the new one as .orig.`,
    ]);
    expect(snapshot(target)).toEqual(before);
  });

  it("stops at an edited file even where the generator has nothing new to say", async () => {
    const target = join(temporaryFolder(), "project");
    await write(two, target);
    writeFileSync(join(target, "a.ts"), "edited\n");
    expect((await refusal(write(two, target), target))[0]).toBe("target-edited");
  });

  it("keeps edited files as .orig with force, and an earlier .orig too", async () => {
    const target = join(temporaryFolder(), "project");
    await write(two, target);
    writeFileSync(join(target, "a.ts"), "first edit\n");
    expect((await write(two, target, { force: true })).saved).toEqual([{ path: "a.ts", savedAs: "a.ts.orig" }]);
    writeFileSync(join(target, "a.ts"), "second edit\n");
    expect((await write(two, target, { force: true })).saved).toEqual([{ path: "a.ts", savedAs: "a.ts.orig.1" }]);
    const found = snapshot(target);
    expect([found["a.ts"], found["a.ts.orig"], found["a.ts.orig.1"]]).toEqual(["a\n", "first edit\n", "second edit\n"]);
  });

  it("keeps an edited file that is no longer generated, and forgets it", async () => {
    const target = join(temporaryFolder(), "project");
    await write(two, target);
    writeFileSync(join(target, "src/b.ts"), "edited\n");
    expect(await write([file("a.ts", "a\n")], target)).toEqual({
      ...nothing,
      changed: ["slipway.manifest.json"],
      unchanged: ["a.ts"],
      orphaned: ["src/b.ts"],
    });
    expect((await write([file("a.ts", "a\n")], target)).orphaned).toEqual([]);
    expect(snapshot(target)["src/b.ts"]).toBe("edited\n");
  });

  it("refuses a folder with foreign files at its paths, not one with others", async () => {
    const target = temporaryFolder();
    writeFileSync(join(target, "other.txt"), "other\n");
    writeFileSync(join(target, "a.ts"), "foreign\n");
    expect(await refusal(write(two, target), target)).toEqual([
      "target-foreign",
      `"<folder>" already has 1 file that Slipway did not write, at paths that it needs:
  a.ts
Nothing was written. Choose another --out,
or run again with --force: each of these files is then kept beside the new one as .orig.`,
    ]);
    expect((await write(two, target, { force: true })).saved).toEqual([{ path: "a.ts", savedAs: "a.ts.orig" }]);
    expect(snapshot(target)["other.txt"]).toBe("other\n");
  });

  it("leaves what changed after an interruption as it is, and puts the rest back", async () => {
    const target = join(temporaryFolder(), "project");
    await write(two, target);
    mkdirSync(join(target, ".slipway-write/old/src"), { recursive: true });
    writeFileSync(join(target, ".slipway-write/old/a.ts"), "a\n");
    writeFileSync(join(target, ".slipway-write/old/src/b.ts"), "b\n");
    const entries = [
      { path: "a.ts", kind: "change", sha256: "0".repeat(64) },
      { path: "src/b.ts", kind: "remove" },
    ];
    writeFileSync(join(target, ".slipway-write/journal.json"), JSON.stringify({ entries, folders: [] }));
    writeFileSync(join(target, "a.ts"), "the user's since\n");
    rmSync(join(target, "src"), { recursive: true });
    mkdirSync(join(target, "src"));
    expect((await refusal(write(two, target, { dryRun: true }), target))[1]).toBe(
      'An earlier `slipway generate` on "<folder>" was interrupted, or is still going on. Run it once more, without --dry-run: it puts things right first.',
    );
    expect((await refusal(write(two, target), target))[0]).toBe("target-edited");
    expect(snapshot(target)).toMatchObject({ "a.ts": "the user's since\n", "src/b.ts": "b\n" });
    expect(existsSync(join(target, ".slipway-write"))).toBe(false);
  });
});

describe("the way to the files", () => {
  it("follows a link that the user named, and none inside", async () => {
    const folder = temporaryFolder();
    const outside = join(folder, "outside");
    const target = join(folder, "project");
    mkdirSync(outside);
    mkdirSync(target);
    symlinkSync(target, join(folder, "link"));
    await write(two, join(folder, "link"));
    expect(Object.keys(snapshot(target))).toEqual(["a.ts", "slipway.manifest.json", "src/b.ts"]);

    rmSync(join(target, "src"), { recursive: true });
    symlinkSync(outside, join(target, "src"));
    const message =
      '"src" in the target folder is a symbolic link, so nothing was written. Move it away, or choose another --out.';
    expect(await refusal(write(two, target, { force: true }), target)).toEqual(["target-foreign", message]);

    rmSync(join(target, "src"));
    rmSync(join(target, "a.ts"));
    symlinkSync(join(outside, "victim"), join(target, "a.ts"));
    expect((await refusal(write(two, target, { force: true }), target))[1]).toMatch(
      /^"a\.ts" in the target folder is a symbolic link/u,
    );
    expect(snapshot(outside)).toEqual({});
  });

  it("refuses folders and files where it needs the other", async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, "a.ts"));
    expect((await refusal(write(two, folder), folder))[1]).toMatch(/^"a\.ts" in the target folder is a folder/u);
    rmSync(join(folder, "a.ts"), { recursive: true });
    writeFileSync(join(folder, "src"), "");
    expect((await refusal(write(two, folder), folder))[1]).toMatch(/^"src" in the target folder is no folder/u);
    expect(await refusal(write(two, join(folder, "src")), folder)).toEqual([
      "target-foreign",
      '"<folder>/src" is not a folder. Choose another --out.',
    ]);
  });

  it.runIf(process.getuid?.() !== 0)("says what the system refused", async () => {
    const folder = temporaryFolder();
    chmodSync(folder, 0o500);
    const target = join(folder, "project");
    expect(await refusal(write(two, target), folder)).toEqual([
      "target-unwritable",
      'The project could not be written to "<folder>/project", and nothing there was changed: this user may not write there. Choose another --out, or change the rights of the folder.',
    ]);
    chmodSync(folder, 0o700);
  });

  it("refuses while another process writes, and takes over from one that is gone", async () => {
    const target = join(temporaryFolder(), "project");
    await write(two, target);
    const parent = JSON.stringify({ pid: process.ppid, host: hostname() });
    mkdirSync(join(target, ".slipway-write"));
    writeFileSync(join(target, ".slipway-write/owner.json"), parent);
    expect(await refusal(write([file("a.ts", "x\n")], target), target)).toEqual([
      "target-unwritable",
      `Process ${process.ppid} is writing to "<folder>". Wait until it has finished, then run again.`,
    ]);
    writeFileSync(join(target, ".slipway-write/owner.json"), JSON.stringify({ pid: 2 ** 30, host: "elsewhere" }));
    expect((await write([file("a.ts", "x\n")], target)).changed).toEqual(["a.ts", "slipway.manifest.json"]);
  });

  it("refuses a manifest that leads out of the project, or is none; force ignores it", async () => {
    const target = join(temporaryFolder(), "project");
    await write(two, target);
    const manifest = join(target, "slipway.manifest.json");
    const text = readFileSync(manifest, "utf8");
    writeFileSync(manifest, text.replace('"a.ts"', '"../victim"'));
    expect(await refusal(write(two, target), target)).toEqual([
      "target-foreign",
      '<folder>/slipway.manifest.json cannot be read as Slipway\'s manifest: the path "../victim" leads out of the project. ' +
        "Restore it from version control, or delete it and run again with --force: files that differ from what is generated are then kept as .orig.",
    ]);
    writeFileSync(manifest, "<<<<<<< HEAD\n");
    expect((await refusal(write(two, target), target))[0]).toBe("target-foreign");
    expect((await write(two, target, { force: true })).saved).toEqual([
      { path: "slipway.manifest.json", savedAs: "slipway.manifest.json.orig" },
    ]);
  });

  it.each([
    ["../x", 'the emitter made the path "../x": it has the segment ".."'],
    ["/x", 'the emitter made the path "/x": it is absolute'],
    ["a//x", 'the emitter made the path "a//x": it has the segment ""'],
    ["a\\x", 'the emitter made the path "a\\\\x": it holds "\\\\"'],
    ["C:/x", 'the emitter made the path "C:/x": it holds ":"'],
    ["a/nul.ts", 'the emitter made the path "a/nul.ts": "nul.ts" is a device on Windows'],
    ["COM1", 'the emitter made the path "COM1": "COM1" is a device on Windows'],
    ["a./x", 'the emitter made the path "a./x": "a." ends in a dot or a space, which Windows drops'],
    ["a\u0000", 'the emitter made the path "a\\u0000": it holds "\\u0000"'],
    ["", 'the emitter made the path "": it is empty'],
    ["A.ts", 'the emitter made the paths "a.ts" and "A.ts": one file on Windows and macOS'],
    [
      "slipway.manifest.json",
      'the emitter made the paths "slipway.manifest.json" and "slipway.manifest.json": one file on Windows and macOS',
    ],
  ])("never writes to %j", async (path, message) => {
    const folder = temporaryFolder();
    await expect(write([file("a.ts", ""), file(path, "")], join(folder, "project"))).rejects.toThrow(
      new Error(message),
    );
    expect(snapshot(folder)).toEqual({});
  });
});
