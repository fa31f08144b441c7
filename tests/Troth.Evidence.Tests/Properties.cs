using FsCheck;
using FsCheck.Fluent;

namespace Troth.Evidence.Tests;

/// <summary>Runs a property on many generated cases; a failure names the smallest case found.</summary>
internal static class Properties
{
    public static void Hold<T>(Gen<T> cases, Func<T, bool> property, int tests = 300) =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(tests).WithQuietOnSuccess(true), Prop.ForAll(cases.ToArbitrary(), property));

    public static Gen<double> Between(double low, double high) =>
        Gen.Choose(0, 1_000_000).Select(i => low + (high - low) * i / 1_000_000);
}
