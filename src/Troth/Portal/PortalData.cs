using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Troth.Accounts;
using Troth.Platform.Data;

namespace Troth.Portal;

/// <summary>The sets of this room.</summary>
public static class PortalData
{
    extension(TrothContext db)
    {
        public DbSet<Invitation> Invitations => db.Set<Invitation>();
        public DbSet<PortalLink> PortalLinks => db.Set<PortalLink>();
        public DbSet<PortalSession> PortalSessions => db.Set<PortalSession>();
        public DbSet<CustomerWord> CustomerWords => db.Set<CustomerWord>();
    }
}

public sealed class InvitationTable : IEntityTypeConfiguration<Invitation>
{
    public void Configure(EntityTypeBuilder<Invitation> table)
    {
        table.ToTable("portal_invitations");
        table.Recorded();
        table.Property(i => i.Email).HasMaxLength(Invitation.EmailMax);
        table.Property(i => i.EmailKey).HasMaxLength(Invitation.EmailMax);
        table.Property(i => i.InvitedBy).HasMaxLength(Invitation.NameMax);
        table.Property(i => i.Culture).HasMaxLength(20);
        table.Property(i => i.TimeZone).HasMaxLength(60);
        table.HasIndex(i => i.AccountId);
        table.HasIndex(i => i.ContactId);
        table.HasIndex(i => i.EmailKey);
        table.HasOne<Account>().WithMany().HasForeignKey(i => i.AccountId).OnDelete(DeleteBehavior.Restrict);
        table.HasOne<Contact>().WithMany().HasForeignKey(i => i.ContactId).OnDelete(DeleteBehavior.Restrict);
    }
}

public sealed class PortalLinkTable : IEntityTypeConfiguration<PortalLink>
{
    public void Configure(EntityTypeBuilder<PortalLink> table)
    {
        table.ToTable("portal_links");
        table.Property(l => l.Id).ValueGeneratedNever();
        table.Property(l => l.Hash).HasMaxLength(64);
        table.HasIndex(l => l.Hash).IsUnique();
        table.HasIndex(l => l.InvitationId);
        table.HasIndex(l => l.EndsAt);
        table.HasOne<Invitation>().WithMany().HasForeignKey(l => l.InvitationId).OnDelete(DeleteBehavior.Cascade);
    }
}

public sealed class PortalSessionTable : IEntityTypeConfiguration<PortalSession>
{
    public void Configure(EntityTypeBuilder<PortalSession> table)
    {
        table.ToTable("portal_sessions");
        table.Property(s => s.Id).ValueGeneratedNever();
        table.HasIndex(s => s.InvitationId);
        table.HasIndex(s => s.EndsAt);
        table.HasOne<Invitation>().WithMany().HasForeignKey(s => s.InvitationId).OnDelete(DeleteBehavior.Cascade);
    }
}

public sealed class CustomerWordTable : IEntityTypeConfiguration<CustomerWord>
{
    public void Configure(EntityTypeBuilder<CustomerWord> table)
    {
        table.ToTable("customer_words");
        table.Recorded();
        table.Property(w => w.Kind).HasConversion<string>().HasMaxLength(12);
        table.Property(w => w.SaidBy).HasMaxLength(CustomerWord.NameMax);
        table.Property(w => w.Text).HasMaxLength(CustomerWord.TextMax);
        table.Property(w => w.Answer).HasMaxLength(CustomerWord.TextMax);
        table.Property(w => w.AnsweredBy).HasMaxLength(CustomerWord.NameMax);
        table.HasIndex(w => new { w.AccountId, w.SaidAt });
        table.HasIndex(w => w.ContactId);
        table.HasIndex(w => w.AnsweredAt);
        table.HasOne<Account>().WithMany().HasForeignKey(w => w.AccountId).OnDelete(DeleteBehavior.Restrict);
        table.HasOne<Contact>().WithMany().HasForeignKey(w => w.ContactId).OnDelete(DeleteBehavior.Restrict);
    }
}
