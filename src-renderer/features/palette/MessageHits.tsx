import { Command as Cmdk } from "cmdk";
import { wordsFor } from "../../text/errors.ts";
import { Spinner } from "../../ui/Skeleton.tsx";
import { HitItem } from "./items.tsx";
import styles from "./Palette.module.css";
import type { Search } from "./use-search.ts";

const statusOf = (search: Search): string | null => {
  if (search.error) return `The search failed. ${wordsFor(search.error)}`;
  if (search.words === "" || search.isLoading) return null;
  if (search.hits.length === 0) return `No message has “${search.words}” in it.`;
  return null;
};

const behindWords = (behind: number) =>
  behind === 1
    ? "The newest message is not in the index yet."
    : `The newest ${behind.toLocaleString()} messages are not in the index yet.`;

/** The messages that were found, newest first, a page at a time. */
export const MessageHits = ({
  search,
  onOpen,
}: {
  search: Search & { more: () => void };
  onOpen: (sessionId: string, seq: number) => void;
}) => {
  const status = statusOf(search);
  return (
    <Cmdk.Group heading="Messages">
      {search.hits.map((hit) => (
        <HitItem key={hit.messageId} hit={hit} onSelect={() => onOpen(hit.sessionId, hit.seq)} />
      ))}
      {search.next !== null && !search.isLoading && (
        <Cmdk.Item value="more messages" onSelect={search.more} className={styles.item}>
          Show older ones
        </Cmdk.Item>
      )}
      <p className={styles.status} role="status">
        {search.isLoading && search.hits.length === 0 ? <Spinner label="Searching" /> : status}
        {search.behind > 0 && ` ${behindWords(search.behind)}`}
      </p>
    </Cmdk.Group>
  );
};
