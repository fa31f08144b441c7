using Microsoft.AspNetCore.Identity;
using Troth.Identity;

namespace Troth.Tests.Identity;

/// <summary>The framework's own words, from our file: the same code, so that the field is found, and the same sentence.</summary>
public sealed class IdentityRefusalsTests
{
    private static readonly IdentityErrorDescriber s_ours = new IdentityRefusals(), s_theirs = new();

    public static TheoryData<string> Refusals =>
        [.. typeof(IdentityRefusals).GetMethods().Where(m => m.DeclaringType == typeof(IdentityRefusals)).Select(m => m.Name)];

    [Theory]
    [MemberData(nameof(Refusals))]
    public void Says_what_the_framework_says(string refusal)
    {
        var method = typeof(IdentityErrorDescriber).GetMethod(refusal)!;
        object[] values = [.. method.GetParameters().Select(p => p.ParameterType == typeof(int) ? (object)10 : "lena@northgate.example")];
        var (ours, theirs) = ((IdentityError)method.Invoke(s_ours, values)!, (IdentityError)method.Invoke(s_theirs, values)!);
        Assert.Equal((theirs.Code, theirs.Description), (ours.Code, ours.Description));
    }
}
