namespace Troth.Evidence.Duplicates.Comparing;

/// <summary>Jaro's similarity of two short texts with Winkler's (1990) bonus for a common beginning: 1 alike, 0 nothing in common.</summary>
internal static class JaroWinkler
{
    /// <summary>O(length × length), for texts of up to 64 letters; what comes after is not looked at.</summary>
    public static double Of(string a, string b)
    {
        int n = Math.Min(a.Length, 64), m = Math.Min(b.Length, 64);
        if (n == 0 || m == 0) return 0;
        var reach = Math.Max(0, Math.Max(n, m) / 2 - 1);
        ulong takenA = 0, takenB = 0;
        var common = 0;
        for (var i = 0; i < n; i++)
        {
            for (int j = Math.Max(0, i - reach), end = Math.Min(m, i + reach + 1); j < end; j++)
            {
                if ((takenB >> j & 1) == 1 || a[i] != b[j]) continue;
                takenA |= 1UL << i;
                takenB |= 1UL << j;
                common++;
                break;
            }
        }

        if (common == 0) return 0;
        int swapped = 0, at = 0;
        for (var i = 0; i < n; i++)
        {
            if ((takenA >> i & 1) == 0) continue;
            while ((takenB >> at & 1) == 0) at++;
            if (a[i] != b[at]) swapped++;
            at++;
        }

        double c = common;
        var jaro = (c / n + c / m + (c - swapped / 2) / c) / 3;
        var prefix = 0;
        while (prefix < Math.Min(4, Math.Min(n, m)) && a[prefix] == b[prefix]) prefix++;
        return jaro + prefix * .1 * (1 - jaro);
    }
}
