/** Keys of model vendors, and of what is built around models. */
export const aiTokens = `
anthropic-key sk-ant-%w{16,}
openrouter-key sk-or-v1-%w{20,} sk-or-%h{48,}
langfuse-key sk-lf-%i
openai-key sk-proj-%w{20,} sk-svcacct-%w{20,} sk-service-%w{20,} sk-admin-%w{20,} sk-None-%w{20,}
  sk-%w{10,80}T3BlbkFJ%w{10,} sk-%a{20,} sess-%a{40}(?!%a)
huggingface-token hf_%a{30,} api_org_%a{34,}
google-api-key AIza%w{35} AQ.Ab%w{40,}
groq-key gsk_%a{40,}
perplexity-key pplx-%a{40,}
xai-key xai-%w{60,}
nvidia-key nvapi-%w{40,}
replicate-token r8_%a{30,} r8_%w{37}(?!%w)
tavily-key tvly-%w{20,}
langsmith-key lsv2_pt_%w{32,} lsv2_sk_%w{32,} ls__%h{32,}
elevenlabs-key sk_%h{48}(?!%a)
together-key tgp_v1_%w{40,}
anyscale-key esecret_%l{20,}
cerebras-key csk-%l{40,}
pinecone-key pcsk_%a{5,6}_%a{50,}
jina-key jina_%w{50,}
fireworks-key fw_%a{22,24}(?!%w)
friendli-token flp_%a{40,}
wandb-key wandb_v1_%w{40,}
firecrawl-key fc-%h{32}(?!%a)
scrapfly-key scp-live-%l{32} scp-test-%l{32}
browserbase-key bb_live_%w{20,}
apify-token apify_api_%a{30,}
e2b-key e2b_%h{40}
cursor-key key_%h{64} crsr_%h{64}
runpod-key rpa_%a{40,}
salad-key salad_cloud_%a{1,7}_%a{12,}
sourcegraph-token sgp_%x{16}_%x{40} sgp_local_%x{40} sgp_%x{40} slk_%h{64} sgamp_user_%w{20,}
voiceflow-key VF.DM.%x{24}[.]%a{16} VF.WS.%x{24}[.]%a{16} VF.%x{24}[.]%a{16}
photoroom-key sk_pr_%w{1,64}_%x{40}
`;
