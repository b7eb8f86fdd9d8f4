import type { ToolInput } from "#contract/rule.ts";
import styles from "./Call.module.css";
import { Shown } from "./Shown.tsx";

const Leaf = ({ value }: { value: string | number | boolean | null }) =>
  typeof value === "string" ? (
    <span className={styles.text}>{value === "" ? <em>empty</em> : <Shown text={value} />}</span>
  ) : (
    <span className={styles.literal}>{String(value)}</span>
  );

/** Any JSON as a readable tree, all of it open. */
export const Tree = ({ value }: { value: ToolInput }) => {
  if (typeof value !== "object" || value === null) return <Leaf value={value} />;
  const entries = Object.entries(value);
  if (entries.length === 0) return <em className={styles.literal}>{Array.isArray(value) ? "empty list" : "empty"}</em>;
  return (
    <dl className={styles.tree}>
      {entries.map(([key, item]) => (
        <div key={key} className={styles.entry}>
          <dt>
            <Shown text={Array.isArray(value) ? String(Number(key) + 1) : key} />
          </dt>
          <dd>
            <Tree value={item} />
          </dd>
        </div>
      ))}
    </dl>
  );
};
