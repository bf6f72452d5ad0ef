export function writeThirdPartyLicences(
  outputFolder: string,
  bundled: Readonly<Record<string, readonly string[]>>,
  ownTexts?: string,
): void;
