export function writeBillOfMaterials(
  outputFolder: string,
  importer: string,
  bundled?: Readonly<Record<string, readonly string[]>>,
): void;
