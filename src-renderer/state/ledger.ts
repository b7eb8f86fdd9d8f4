import { useEffect } from "react";
import { useStore } from "zustand";
import type { AuditCheck } from "#contract/audit.ts";
import { auditExportPath } from "#contract/endpoints.ts";
import { api } from "./api.ts";
import { hubStore } from "./hub-store.ts";
import { type LedgerFilter, noFilter, queryOf } from "./ledger/filter.ts";
import { createLedgerPages, type LedgerState } from "./ledger/pages.ts";
import { onChange, onConnection } from "./stream.ts";

export { type LedgerFilter, noFilter } from "./ledger/filter.ts";

const PAGE = "100";
const PAUSE_MS = 1000;

const pages = createLedgerPages((query) => api.call("audit", { query: { ...query, limit: PAGE } }));

let isShown = false;
let timer: ReturnType<typeof setTimeout> | null = null;

const readSoon = () => {
  if (!isShown || timer !== null) return;
  timer = setTimeout(() => {
    timer = null;
    if (isShown) pages.newer();
  }, PAUSE_MS);
};

// The ledger has no change of its own on the stream: whatever is written down there shows as one of these.
const telling = new Set([
  "approval",
  "question",
  "rule",
  "person",
  "machine",
  "machine-revoked",
  "settings",
  "session-deleted",
]);
onChange((change) => telling.has(change.type) && readSoon());
onConnection((connection) => connection === "live" && readSoon());
hubStore.subscribe((state, before) => {
  if (state.phase === "signed-out" && before.phase !== "signed-out") pages.forget();
});

const show = (): (() => void) => {
  isShown = true;
  pages.show(pages.store.getState().filter);
  return () => {
    isShown = false;
  };
};

/** The ledger as far as it was looked through; read anew when it comes into view. */
export const useLedger = (): LedgerState => {
  useEffect(show, []);
  return useStore(pages.store);
};

export const useLedgerFilter = (): LedgerFilter => useStore(pages.store, ({ filter }) => filter);

export const filterLedger = (change: Partial<LedgerFilter>): void =>
  pages.show({ ...pages.store.getState().filter, ...change });
export const readAllOfLedger = (): void => pages.show(noFilter);
export const { older: readOlder, newer: readNewer } = pages;

/** Looks through the whole chain, and for the hash of an earlier look; takes a while for a long one. */
export const checkLedger = (head = ""): Promise<AuditCheck> =>
  api.call("checkAudit", head === "" ? {} : { query: { head } });

/** Where the entries that fit the filter can be had as JSON lines. */
export const exportHref = (filter: LedgerFilter): string => {
  const query = new URLSearchParams(queryOf(filter)).toString();
  return query === "" ? auditExportPath : `${auditExportPath}?${query}`;
};
