import styles from "./Switch.module.css";

/** On or off, at once. `labelledBy` and `describedBy` name the elements that say what. */
export const Switch = ({
  isOn,
  onChange,
  isDisabled = false,
  labelledBy,
  describedBy,
}: {
  isOn: boolean;
  onChange: (isOn: boolean) => void;
  isDisabled?: boolean;
  labelledBy: string;
  describedBy?: string;
}) => (
  <button
    type="button"
    role="switch"
    aria-checked={isOn}
    aria-labelledby={labelledBy}
    aria-describedby={describedBy}
    disabled={isDisabled}
    className={styles.switch}
    onClick={() => onChange(!isOn)}
  >
    <span className={styles.knob} />
  </button>
);
