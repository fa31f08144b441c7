namespace Troth.Simulation;

/// <summary>One of our sellers.</summary>
/// <param name="Key">External key, <c>E-01</c>.</param>
/// <param name="Name">Full name.</param>
/// <param name="Email">Address under the reserved <c>.example</c> domain.</param>
/// <param name="Phone">Telephone.</param>
/// <param name="Title">Job title.</param>
/// <param name="Team">Team by region.</param>
public sealed record SimulatedSeller(string Key, string Name, string Email, string Phone, string Title, string Team);

/// <summary>A person at an account. The same <paramref name="Key"/> at a second account is the same person, responsible there too.</summary>
/// <param name="Key">External key, <c>P-00017</c>.</param>
/// <param name="AccountKey">Where this person works or is responsible.</param>
/// <param name="FirstName">First name.</param>
/// <param name="LastName">Last name.</param>
/// <param name="Title">Job title.</param>
/// <param name="Role">What they decide: purchasing, engineering, maintenance, production, management or logistics.</param>
/// <param name="Email">Address under the account's domain.</param>
/// <param name="Phone">Telephone, empty when unknown.</param>
/// <param name="Department">Department.</param>
public sealed record SimulatedContact(
    string Key, string AccountKey, string FirstName, string LastName, string Title, string Role, string Email, string Phone, string Department);

/// <summary>What a seller calls a relationship: a step from 1 (they hardly know us) to 5 (trusted adviser).</summary>
/// <param name="AccountKey">The account claimed.</param>
/// <param name="SellerKey">Who claims.</param>
/// <param name="Step">1 to 5.</param>
/// <param name="ClaimedOn">When, within the last nine months.</param>
public sealed record SimulatedClaim(string AccountKey, string SellerKey, int Step, DateOnly ClaimedOn);
