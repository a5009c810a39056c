/** The part of the schematics' `Tree` that is used here; the schematics themselves are the Nest command line's. */
export interface ProjectTree {
  exists(path: string): boolean;
  readText(path: string): string;
  overwrite(path: string, text: string): void;
  create(path: string, text: string): void;
  getDir(path: string): { visit(visitor: (path: string) => void): void };
}

/** TypeScript files below a folder, without declarations and tests, by path without a leading slash. */
export function sourcesBelow(tree: ProjectTree, folder: string): Map<string, string> {
  const texts = new Map<string, string>();
  tree.getDir(`/${folder}`).visit((path) => {
    if (/(?<!\.d|[.-]spec|[.-]test)\.[cm]?ts$/.test(path) && !path.includes('/node_modules/')) {
      texts.set(path.replace(/^\//, ''), tree.readText(path));
    }
  });
  return texts;
}
