import type { Logger } from "../../core/ports.ts";
import type { SearchRequest } from "../../core/store.ts";
import { isDamage } from "../failures.ts";
import { finder } from "./find.ts";
import { indexer } from "./indexer.ts";
import type { Found } from "./protocol.ts";
import { openSearchFile, removeSearchFile } from "./search-file.ts";
import type { Source } from "./source.ts";

const MOST_REBUILDS = 3;

export interface LiveIndex {
  find(request: SearchRequest): Found;
  /** One step nearer to the store; false when there was nothing to do. */
  step(): boolean;
  close(): void;
}

/** The index with what is needed to keep it: a file that turns out to be damaged is thrown away and begun anew. */
export const liveIndex = (searchFile: string, source: Source, log: Logger): LiveIndex => {
  const open = () => {
    const { db, isNew } = openSearchFile(searchFile, { id: source.storeId(), newestSeq: source.newestSeq() });
    if (isNew) log.info({ newestSeq: source.newestSeq() }, "The search index is made anew.");
    return { db, ...indexer(db, source), find: finder(db, source) };
  };
  let current = open();
  let rebuilds = 0;

  const healing = <T>(work: () => T): T => {
    try {
      return work();
    } catch (error) {
      if (isDamage(error) && rebuilds < MOST_REBUILDS) {
        rebuilds += 1;
        log.warn({ err: error }, "The search index is damaged.");
        current.db.close();
        removeSearchFile(searchFile);
        current = open();
      }
      throw error;
    }
  };

  return {
    find: (request) => healing(() => ({ ...current.find(request), indexedUpTo: current.indexedUpTo() })),
    step: () => healing(() => current.step()),
    close: () => current.db.close(),
  };
};
