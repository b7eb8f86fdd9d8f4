/** The row of a message that has the focus, or holds what has it. */
export const focusedRow = (): HTMLElement | null =>
  document.activeElement instanceof HTMLElement ? document.activeElement.closest<HTMLElement>("[data-seq]") : null;

export const seqOf = (row: HTMLElement | null): number | null => {
  const seq = Number(row?.dataset["seq"]);
  return row && seq > 0 ? seq : null;
};
