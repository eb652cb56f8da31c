import type { FastifyRequest } from 'fastify';
import { LANGUAGES, type Language } from '../../contract/index.ts';

/** The language of an answer: the best one of Accept-Language (RFC 9110, 12.5.4), else the caller's, else English. */
export function languageOf(request: FastifyRequest): Language {
  const wanted = preferred(request.headers['accept-language'] ?? '');
  return wanted ?? request.caller?.language ?? 'en';
}

function preferred(header: string): Language | null {
  let best: Language | null = null;
  let bestQuality = 0;
  for (const range of header.slice(0, 500).split(',')) {
    const [tag = '', ...parameters] = range.trim().toLowerCase().split(';');
    const language = LANGUAGES.find((name) => tag.trim() === name || tag.trim().startsWith(`${name}-`));
    const quality = qualityOf(parameters);
    if (language === undefined || quality <= bestQuality) continue;
    best = language;
    bestQuality = quality;
  }
  return best;
}

function qualityOf(parameters: readonly string[]): number {
  const text = parameters
    .map((parameter) => parameter.trim())
    .find((parameter) => parameter.startsWith('q='));
  if (text === undefined) return 1;
  const quality = Number(text.slice(2));
  return Number.isFinite(quality) ? quality : 0;
}
