// Days and intervals in words.

const MONTHS = [
  "January", "February", "March", "April", "May", "June",
  "July", "August", "September", "October", "November", "December",
]; // prettier-ignore

/** Write 2025-10-27, 2025-09, 2025, or an interval of two of them, in words; anything else stays as it is. */
export function dayText(text: string): string {
  const ends = text.split(/\/|\.\.| to /);
  if (ends.length === 2 && ends[0] && ends[1]) {
    const [first, last] = [ends[0].trim(), ends[1].trim()];
    return first === last ? dayText(first) : `${dayText(first)} to ${dayText(last)}`;
  }
  const found = /^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?$/.exec(text.trim());
  if (!found) return text;
  const [, year, month, day] = found;
  const name = month ? MONTHS[Number(month) - 1] : undefined;
  if (month && !name) return text;
  return [day && String(Number(day)), name, year].filter(Boolean).join(" ");
}
