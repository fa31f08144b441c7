using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Troth.Platform;
using Troth.Platform.Data;

namespace Troth.Accounts;

/// <summary>The sets of this room.</summary>
public static class AccountsData
{
    extension(TrothContext db)
    {
        public DbSet<Account> Accounts => db.Set<Account>();
        public DbSet<Contact> Contacts => db.Set<Contact>();
        public DbSet<ContactRole> ContactRoles => db.Set<ContactRole>();
        public DbSet<Seller> Sellers => db.Set<Seller>();
        public DbSet<Team> Teams => db.Set<Team>();
        public DbSet<Claim> Claims => db.Set<Claim>();
    }
}

public sealed class AccountTable : IEntityTypeConfiguration<Account>
{
    public void Configure(EntityTypeBuilder<Account> table)
    {
        table.ToTable("accounts");
        table.Importable();
        table.Property(a => a.Name).HasMaxLength(Account.NameMax);
        table.Property(a => a.NameKey).HasMaxLength(NameKey.Max);
        table.Property(a => a.CityKey).HasMaxLength(NameKey.Max);
        table.Property(a => a.CountryKey).HasMaxLength(NameKey.Max);
        table.Property(a => a.RevenueCurrency).HasMaxLength(3);
        table.Property(a => a.TimeZone).HasMaxLength(Account.ZoneMax);
        table.Property(a => a.ReceivesOn).HasMaxLength(Weekdays.TextMax);
        table.ComplexProperty(a => a.Address, AddressColumns);
        table.ComplexProperty(a => a.ShippingAddress, AddressColumns);
        table.HasIndex(a => a.Number).IsUnique();
        // Each list order and each filter has an index that already stands in order, so that a page costs the same wherever it is. The
        // import is in them, because rows are counted too, and looking it up for ten thousand of them costs more than the page.
        table.HasIndex(a => new { a.NameKey, a.Number, a.BatchId });
        table.HasIndex(a => new { a.CityKey, a.Number });
        table.HasIndex(a => new { a.CountryKey, a.NameKey, a.Number, a.BatchId });
        table.HasIndex(a => new { a.SellerId, a.NameKey, a.Number, a.BatchId });
        table.HasIndex(a => new { a.Segment, a.NameKey, a.Number, a.BatchId });
        table.HasIndex(a => new { a.Industry, a.NameKey, a.Number, a.BatchId });
        table.HasIndex(a => a.ParentId);
        table.HasIndex(a => a.BatchId);
        table.HasOne<Account>().WithMany().HasForeignKey(a => a.ParentId).OnDelete(DeleteBehavior.Restrict);
        table.HasOne<Seller>().WithMany().HasForeignKey(a => a.SellerId).OnDelete(DeleteBehavior.Restrict);
    }

    private static void AddressColumns(ComplexPropertyBuilder<Address> address) => address.IsRequired();
}

public sealed class ContactTable : IEntityTypeConfiguration<Contact>
{
    public void Configure(EntityTypeBuilder<Contact> table)
    {
        table.ToTable("contacts");
        table.Importable();
        table.Property(c => c.Name).HasMaxLength(Contact.NameMax);
        table.Property(c => c.NameKey).HasMaxLength(NameKey.Max);
        table.HasIndex(c => c.Number).IsUnique();
        table.HasIndex(c => new { c.NameKey, c.Number, c.BatchId });
        table.HasIndex(c => c.Email);
        table.HasIndex(c => c.BatchId);
    }
}

public sealed class ContactRoleTable : IEntityTypeConfiguration<ContactRole>
{
    public void Configure(EntityTypeBuilder<ContactRole> table)
    {
        table.ToTable("contact_roles");
        table.Importable();
        table.HasIndex(r => r.AccountId);
        table.HasIndex(r => new { r.ContactId, r.AccountId }).IsUnique();
        table.HasIndex(r => r.BatchId);
        table.HasOne<Contact>().WithMany().HasForeignKey(r => r.ContactId).OnDelete(DeleteBehavior.Restrict);
        table.HasOne<Account>().WithMany().HasForeignKey(r => r.AccountId).OnDelete(DeleteBehavior.Restrict);
    }
}

public sealed class SellerTable : IEntityTypeConfiguration<Seller>
{
    public void Configure(EntityTypeBuilder<Seller> table)
    {
        table.ToTable("sellers");
        table.Importable();
        table.Property(s => s.Name).HasMaxLength(Seller.NameMax);
        table.Property(s => s.NameKey).HasMaxLength(NameKey.Max);
        table.HasIndex(s => s.Number).IsUnique();
        table.HasIndex(s => new { s.NameKey, s.Number });
        table.HasIndex(s => s.TeamId);
        table.HasIndex(s => s.BatchId);
        table.HasOne<Team>().WithMany().HasForeignKey(s => s.TeamId).OnDelete(DeleteBehavior.Restrict);
    }
}

public sealed class TeamTable : IEntityTypeConfiguration<Team>
{
    public void Configure(EntityTypeBuilder<Team> table)
    {
        table.ToTable("teams");
        table.Importable();
        table.Property(t => t.Name).HasMaxLength(Team.NameMax);
        table.Property(t => t.NameKey).HasMaxLength(NameKey.Max);
        table.HasIndex(t => t.BatchId);
    }
}

public sealed class ClaimTable : IEntityTypeConfiguration<Claim>
{
    public void Configure(EntityTypeBuilder<Claim> table)
    {
        table.ToTable("claims");
        table.Importable();
        table.Property(c => c.ClaimedBy).HasMaxLength(Seller.NameMax);
        table.HasIndex(c => new { c.AccountId, c.ClaimedOn, c.RecordedAt });
        table.HasIndex(c => c.BatchId);
        table.HasOne<Account>().WithMany().HasForeignKey(c => c.AccountId).OnDelete(DeleteBehavior.Restrict);
        table.HasOne<Seller>().WithMany().HasForeignKey(c => c.SellerId).OnDelete(DeleteBehavior.Restrict);
    }
}
