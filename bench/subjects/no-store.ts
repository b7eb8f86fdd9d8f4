import type { SearchIndex } from "../../src-main/core/ports.ts";
import { serveAssembled } from "./assembled.ts";
import { memoryStore } from "./memory-store.ts";

// The hub without a store and without an index.

const noSearch: SearchIndex = {
  find: async () => ({ globalSeqs: [], words: [], indexedUpTo: 0 }),
  follow: () => {},
  caughtUp: async () => {},
  close: async () => {},
};
await serveAssembled(memoryStore(), noSearch);
