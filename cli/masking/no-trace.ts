/** Stands in for the package `debug` in the hook's bundle: nobody reads a hook's trace. */
// oxlint-disable-next-line import/no-default-export -- the form that the package has
const silent = (): (() => void) => () => {};
export { silent as default };
