import { useCallback } from "react";
import { type AttentionPreferences, doNotDisturbChoices, type QuietExceptions } from "#contract/attention.ts";
import { useTimeText } from "../../state/now.ts";
import { doNotDisturbWords, exceptionWords } from "../../text/attention.ts";
import { Button } from "../../ui/Button.tsx";
import { Row } from "../settings/Section.tsx";
import { changePart, doNotDisturb, doNotDisturbUntil, endDoNotDisturb } from "./acts.ts";
import styles from "./Attention.module.css";

/** What comes through while it is quiet. */
export const ExceptionSelect = ({
  id,
  value,
  onChange,
}: {
  id: string;
  value: QuietExceptions;
  onChange: (value: QuietExceptions) => void;
}) => (
  <select
    id={`${id}-field`}
    className={styles.select}
    value={value}
    onChange={(event) => onChange(event.target.value as QuietExceptions)}
  >
    {(["urgent-and-approvals", "nothing"] as const).map((exception) => (
      <option key={exception} value={exception}>
        {exceptionWords[exception]}
      </option>
    ))}
  </select>
);

/** Do not disturb: for how long, and what comes through. */
export const DoNotDisturbRow = ({ doNotDisturb: state }: Pick<AttentionPreferences, "doNotDisturb">) => {
  const until = useTimeText(useCallback((now) => doNotDisturbUntil(state, now) ?? "", [state]));
  return (
    <>
      <Row
        id="dnd"
        label="Do not disturb"
        help={until === "" ? "Nothing notifies you meanwhile." : `On until ${until}.`}
      >
        <span className={styles.acts}>
          {until === "" ? (
            doNotDisturbChoices.map((choice) => (
              <Button key={choice} size="s" onClick={() => void doNotDisturb(choice)}>
                {doNotDisturbWords[choice]}
              </Button>
            ))
          ) : (
            <Button size="s" tone="primary" onClick={() => void endDoNotDisturb()}>
              End it now
            </Button>
          )}
        </span>
      </Row>
      <Row id="dnd-lets" label="While do not disturb is on" fieldId="dnd-lets-field">
        <ExceptionSelect
          id="dnd-lets"
          value={state.lets}
          onChange={(lets) => void changePart("doNotDisturb", { lets })}
        />
      </Row>
    </>
  );
};
