import { format, type FormatOptions } from "oxfmt";
import { Project, type StatementStructures } from "ts-morph";

/** The layout of emitted TypeScript. Fixed here: no config file on any disk has a say. */
const LAYOUT: FormatOptions = { printWidth: 120, endOfLine: "lf", embeddedLanguageFormatting: "off" };

/** Prints TypeScript files, one structure for each. */
export interface SourcePrinter {
  /**
   * @param path only the name counts: it says that it is TypeScript, and stands in errors
   * @param statements ts-morph structures; every text of the document in them went through `quote.ts`
   */
  print(path: string, statements: readonly StatementStructures[]): Promise<string>;
}

/** Creates a printer. It reads and writes no file. */
export function createSourcePrinter(): SourcePrinter {
  const project = new Project({
    useInMemoryFileSystem: true,
    skipLoadingLibFiles: true,
    skipFileDependencyResolution: true,
  });
  return {
    async print(path, statements) {
      const file = project.createSourceFile(`/${path}`, { statements: [...statements] }, { overwrite: true });
      const text = file.getFullText();
      file.forget();
      return await formatSource(path, text);
    },
  };
}

async function formatSource(path: string, text: string): Promise<string> {
  const { code, errors } = await format(path, text, LAYOUT);
  const [error] = errors;
  if (error !== undefined) throw new TypeError(`emitted text is not TypeScript: ${path}: ${error.message}`);
  return code;
}
