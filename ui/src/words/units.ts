/** How UCUM codes look to people; a code not listed here is shown as it is. */
const LABELS: Record<string, string> = {
  Cel: '°C',
  '[degF]': '°F',
  K: 'K',
  '%': '%',
  '/min': '/min',
  '{rpm}': 'rpm',
  '{piece}': '',
  '1': '',
  'kW.h': 'kWh',
  'W.h': 'Wh',
  'MW.h': 'MWh',
  'kV.A': 'kVA',
  'm3/h': 'm³/h',
  'm3/min': 'm³/min',
  'm3/s': 'm³/s',
  m3: 'm³',
  m2: 'm²',
  'mm/s': 'mm/s',
  'mm/min': 'mm/min',
  'm/min': 'm/min',
  'm/s2': 'm/s²',
  um: 'µm',
  us: 'µs',
  'l/min': 'L/min',
  'L/min': 'L/min',
  l: 'L',
  'N.m': 'N·m',
  '[psi]': 'psi',
  deg: '°',
  Ohm: 'Ω',
  'kg{CO2eq}': 'kg CO₂e',
};

/** The sign of a unit, e.g. `Cel` → `°C`; empty for a pure number. */
export function unitLabel(code: string | undefined): string {
  if (!code) return '';
  const listed = LABELS[code];
  if (listed !== undefined) return listed;
  return code.replace(/\{[^}]*\}/g, '').replaceAll('.', '·');
}
