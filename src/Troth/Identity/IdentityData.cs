using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Troth.Platform.Data;

namespace Troth.Identity;

/// <summary>The sets of this room.</summary>
public static class IdentityData
{
    extension(TrothContext db)
    {
        public DbSet<User> Users => db.Set<User>();
        public DbSet<EndedSignIn> EndedSignIns => db.Set<EndedSignIn>();
        public DbSet<Company> Companies => db.Set<Company>();
    }
}

public sealed class UserTable : IEntityTypeConfiguration<User>
{
    public void Configure(EntityTypeBuilder<User> table)
    {
        table.ToTable("users");
        table.Property(u => u.Id).ValueGeneratedNever();
        table.Property(u => u.Name).HasMaxLength(User.NameMax);
        table.Property(u => u.UserName).HasMaxLength(User.EmailMax);
        table.Property(u => u.NormalizedUserName).HasMaxLength(User.EmailMax);
        table.Property(u => u.Email).HasMaxLength(User.EmailMax);
        table.Property(u => u.NormalizedEmail).HasMaxLength(User.EmailMax);
        table.Property(u => u.ConcurrencyStamp).IsConcurrencyToken();
        table.Property(u => u.Roles).HasConversion(new RolesConverter(), new Microsoft.EntityFrameworkCore.ChangeTracking.ValueComparer<Role[]>(
            (a, b) => a!.SequenceEqual(b!), roles => roles.Length, roles => roles.ToArray()));
        table.HasIndex(u => u.NormalizedUserName).IsUnique();
        table.HasIndex(u => u.NormalizedEmail);
    }

    private sealed class RolesConverter() : ValueConverter<Role[], string>(
        roles => string.Join(',', roles.Select(r => r.ToString().ToLowerInvariant())),
        text => text.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(r => Enum.Parse<Role>(r, true)).ToArray());
}

public sealed class UserClaimTable : IEntityTypeConfiguration<IdentityUserClaim<Guid>>
{
    public void Configure(EntityTypeBuilder<IdentityUserClaim<Guid>> table)
    {
        table.ToTable("user_claims");
        table.HasIndex(c => c.UserId);
        table.HasOne<User>().WithMany().HasForeignKey(c => c.UserId);
    }
}

public sealed class UserLoginTable : IEntityTypeConfiguration<IdentityUserLogin<Guid>>
{
    public void Configure(EntityTypeBuilder<IdentityUserLogin<Guid>> table)
    {
        table.ToTable("user_logins");
        table.HasKey(l => new { l.LoginProvider, l.ProviderKey });
        table.HasIndex(l => l.UserId);
        table.HasOne<User>().WithMany().HasForeignKey(l => l.UserId);
    }
}

public sealed class UserTokenTable : IEntityTypeConfiguration<IdentityUserToken<Guid>>
{
    public void Configure(EntityTypeBuilder<IdentityUserToken<Guid>> table)
    {
        table.ToTable("user_tokens");
        table.HasKey(t => new { t.UserId, t.LoginProvider, t.Name });
        table.HasOne<User>().WithMany().HasForeignKey(t => t.UserId);
    }
}

public sealed class EndedSignInTable : IEntityTypeConfiguration<EndedSignIn>
{
    public void Configure(EntityTypeBuilder<EndedSignIn> table)
    {
        table.ToTable("ended_sign_ins");
        table.Property(s => s.Id).ValueGeneratedNever();
        table.HasIndex(s => s.ForgottenAt);
    }
}

public sealed class CompanyTable : IEntityTypeConfiguration<Company>
{
    public void Configure(EntityTypeBuilder<Company> table)
    {
        table.ToTable("company");
        table.Recorded();
        table.Property(c => c.Name).HasMaxLength(Company.NameMax);
        table.Property(c => c.BaseCurrency).HasMaxLength(3);
        table.Property(c => c.Culture).HasMaxLength(20);
        table.Property(c => c.TimeZone).HasMaxLength(60);
        table.Property(c => c.EstimateMonths).HasDefaultValue(Company.UsualEstimateMonths);
        table.Property(c => c.FamiliesBy).HasConversion<string>().HasMaxLength(12).HasDefaultValue(FamilyLevel.Family);
    }
}
