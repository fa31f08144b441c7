using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Troth.Accounts.Contracts;
using Troth.Identity;
using Troth.Platform.Data;
using Troth.Platform.Errors;

namespace Troth.Promises.Ledger;

/// <summary>Puts down what somebody has promised an account: anything but a delivery, whose date nobody types.</summary>
public sealed class MakePromise(TrothContext db, Reader reader, CompanyDay day, WhoMayAct may, KeptPromises kept)
{
    /// <param name="What">In words.</param>
    /// <param name="Account">Number or id of the account.</param>
    /// <param name="DueOn">The day by which.</param>
    /// <param name="DueTime">The hour, for a call or a visit, where the company is.</param>
    /// <param name="Contact">Number or id of whom it was promised to.</param>
    /// <param name="Seller">
    /// Number or id of who promised; the caller, if a seller, else who looks after the account. Sellers promise in their own name, managers in
    /// that of their team, schedulers and administrators in anybody's.
    /// </param>
    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
    public sealed record Request(
        PromiseKind Kind, string? What, string? Account, DateOnly? DueOn, TimeOnly? DueTime = null, string? Contact = null, string? Seller = null, string? SourceKind = null, Guid? Source = null);

    public async Task<Promise> Run(Request request, CancellationToken cancel)
    {
        if (request.Kind == PromiseKind.Delivery) throw new BusinessRuleException("promise.typedDelivery", Words.Say("promise.typedDelivery"));
        var errors = new FieldErrors();
        errors.Longest("what", request.What, Promise.WhatMax);
        if (string.IsNullOrWhiteSpace(request.What)) errors.Add("what", Words.Say("promise.what"));
        if (request.DueOn is null) errors.Add("dueOn", Words.Say("promise.noDay"));
        if (Promise.IsTimedKind(request.Kind) && request.DueTime is null) errors.Add("dueTime", Words.Say("promise.noHour"));
        var account = await Account(request.Account, cancel);
        if (account is null) errors.Add("account", Words.Say("promise.noAccount", request.Account ?? ""));
        var today = await day.Today(cancel);
        if (request.DueOn < today) errors.Add("dueOn", Words.Say("promise.dueBefore", request.DueOn));
        errors.ThrowIfAny();
        var due = await day.Due(request.DueOn!.Value, request.DueTime, cancel);
        if (Promise.IsTimedKind(request.Kind) && due.At < day.Now) throw new BadInputException("dueTime", Words.Say("promise.hourGone"));
        var seller = await Seller(request.Seller, cancel) ?? reader.SellerId ?? account!.SellerId;
        if (seller is not null && await may.WhyNot(seller, null, cancel) is not null)
            throw new NotAllowedException(Words.Say("promise.otherName", await db.SellerFacts.Where(s => s.Id == seller).Select(s => s.Name).FirstAsync(cancel)));
        var contact = await Contact(request.Contact, cancel);
        var promise = new Promise(await db.Take<Promise>(cancel), request.Kind, PromiseOrigin.Told, request.What!, account!.Id, due, today, day.Now);
        promise.Between(seller, contact, request.SourceKind, request.Source);
        db.Add(promise);
        return await kept.Save(promise, cancel);
    }

    /// <summary>By number, id, or a name that only one has.</summary>
    private async Task<AccountFacts?> Account(string? typed, CancellationToken cancel)
    {
        if (string.IsNullOrWhiteSpace(typed)) return null;
        if (await db.AccountCalled(typed, cancel) is { } called) return called;
        var key = NameKey.Of(typed);
        var named = await db.AccountFacts.AsNoTracking().Where(a => a.NameKey == key).OrderBy(a => a.Number).Take(6).ToListAsync(cancel);
        return named.Count > 1 ? throw new BadInputException("account", Words.Say("promise.accounts", string.Join(", ", named.Select(a => $"A-{a.Number}")))) : named.FirstOrDefault();
    }

    private async Task<Guid?> Seller(string? typed, CancellationToken cancel)
    {
        if (string.IsNullOrWhiteSpace(typed)) return null;
        var (id, number) = Reference.Parse("S", typed.Trim());
        return await db.SellerFacts.Where(s => id != null ? s.Id == id : s.Number == number).Select(s => (Guid?)s.Id).FirstOrDefaultAsync(cancel)
            ?? throw new BadInputException("seller", Words.Say("promise.noSeller", typed));
    }

    private async Task<Guid?> Contact(string? typed, CancellationToken cancel)
    {
        if (string.IsNullOrWhiteSpace(typed)) return null;
        return await db.ContactNamed(typed.Trim(), cancel) ?? throw new BadInputException("contact", Words.Say("promise.noContact", typed));
    }
}
