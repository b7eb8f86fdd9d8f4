import { Switch } from "../../ui/Switch.tsx";
import { Row } from "../settings/Section.tsx";

/** A row with a switch. */
export const ToggleRow = ({
  id,
  label,
  help,
  isOn,
  isDisabled = false,
  onChange,
}: {
  id: string;
  label: string;
  help: string;
  isOn: boolean;
  isDisabled?: boolean;
  onChange: (isOn: boolean) => void;
}) => (
  <Row id={id} label={label} help={help}>
    <Switch isOn={isOn} isDisabled={isDisabled} labelledBy={id} describedBy={`${id}-help`} onChange={onChange} />
  </Row>
);
