import { layoutStore, useLayout } from "../../state/layout.ts";
import { Dialog } from "../../ui/Dialog.tsx";
import { Kbd } from "../../ui/Kbd.tsx";
import styles from "./KeysDialog.module.css";
import { type Key, type KeyGroup, keyRegistry } from "./registry.ts";

const order: KeyGroup[] = ["Everywhere", "List", "Discussion", "Approvals"];

const Group = ({ name, keys }: { name: KeyGroup; keys: readonly Key[] }) =>
  keys.length > 0 && (
    <section className={styles.group}>
      <h3 className={styles.name}>{name}</h3>
      <dl className={styles.keys}>
        {keys.map((key) => (
          <div key={`${key.combo} ${key.label}`} className={styles.key}>
            <dt>{key.label}</dt>
            <dd>
              <Kbd combo={key.combo} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );

/** The list of keys, made of what is registered now. */
export const KeysDialog = () => {
  const isOpen = useLayout((layout) => layout.areKeysOpen);
  if (!isOpen) return null;
  const keys = keyRegistry.all();
  return (
    <Dialog isOpen onClose={() => layoutStore.setState({ areKeysOpen: false })} title="Keys" size="m">
      <div className={styles.groups}>
        {order.map((name) => (
          <Group key={name} name={name} keys={keys.filter(({ group }) => group === name)} />
        ))}
      </div>
    </Dialog>
  );
};
