export interface Licence {
  name: string;
  version: string;
  licence: string;
  text: string;
}
export function readLicences(): Promise<Map<string, Licence>>;
export function packagesOf(files: Iterable<string>): Set<string>;
export function productionPackages(): Set<string>;
export function writeLicences(
  target: string,
  head: string,
  packages: Iterable<string>,
  licences: ReadonlyMap<string, Licence>,
): void;
