import { useMemo } from "react";
import { Button } from "../../ui/Button.tsx";
import { Row } from "../settings/Section.tsx";
import styles from "./Attention.module.css";

const here = (): string => new Intl.DateTimeFormat().resolvedOptions().timeZone;

/** All zones that this browser knows, with the one that is set and its own, which may be missing in the list. */
const zonesWith = (...more: string[]): string[] =>
  [...new Set([...Intl.supportedValuesOf("timeZone"), "UTC", ...more])].toSorted();

/** The time zone that quiet hours count in. */
export const ZoneRow = ({ timeZone, onChange }: { timeZone: string; onChange: (timeZone: string) => void }) => {
  const own = here();
  const zones = useMemo(() => zonesWith(timeZone, own), [timeZone, own]);
  return (
    <Row
      id="quiet-zone"
      label="Time zone"
      help="The times above are meant there, with its summer time."
      fieldId="quiet-zone-field"
    >
      <span className={styles.zone}>
        <select
          id="quiet-zone-field"
          aria-describedby="quiet-zone-help"
          className={styles.select}
          value={timeZone}
          onChange={(event) => onChange(event.target.value)}
        >
          {zones.map((zone) => (
            <option key={zone} value={zone}>
              {zone.replaceAll("_", " ")}
            </option>
          ))}
        </select>
        {own !== timeZone && (
          <Button size="s" tone="quiet" onClick={() => onChange(own)}>
            Use this browser’s: {own.replaceAll("_", " ")}
          </Button>
        )}
      </span>
    </Row>
  );
};
