/** Tokens of package registries. */
export const registryTokens = `
npm-token npm_%a{36,}
pypi-token pypi-%w{50,}
docker-token dckr_pat_%w{20,} dckr_oat_%w{20,}
rubygems-key rubygems_%h{48}
nuget-key oy2%l{43}(?!%a)
crates-token cio%a{32}(?!%a)
artifactory-token AKCp%a{60,} cmVmd%a{55,}
clojars-token CLOJARS_%a{60}
packagist-token packagist_ort_%h{40,} packagist_uut_%h{40,} packagist_out_%h{40,}
`;
