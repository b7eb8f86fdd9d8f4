import { shortCount } from "./amounts.ts";
import styles from "./Facts.module.css";

const height = 40;
const bar = 10;
const gap = 2;

/** Tokens in each minute as bars, the newest on the right. */
export const Sparkline = ({ minutes }: { minutes: readonly number[] }) => {
  const most = Math.max(...minutes, 1);
  const label = `Tokens in each of the last ${minutes.length} minutes, at most ${shortCount(most)}`;
  return (
    <svg
      className={styles.spark}
      role="img"
      aria-label={label}
      viewBox={`0 0 ${minutes.length * (bar + gap) - gap} ${height}`}
      preserveAspectRatio="none"
    >
      <title>{label}</title>
      {minutes.map((count, at) => {
        const size = count === 0 ? 1 : Math.max(2, (count / most) * height);
        // oxlint-disable-next-line react/no-array-index-key
        return <rect key={at} x={at * (bar + gap)} y={height - size} width={bar} height={size} rx={1.5} />;
      })}
    </svg>
  );
};
