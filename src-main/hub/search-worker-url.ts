/** The program of the search worker: the source when run from source, else the file that the build put beside it. */
export const searchWorkerUrl = (): URL => {
  const here = import.meta.url;
  if (here.endsWith(".ts")) return new URL("../store/search/worker.ts", here);
  return new URL(here.includes("/chunks/") ? "../search-worker.js" : "./search-worker.js", here);
};
